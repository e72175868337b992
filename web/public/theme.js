// Runs before the first paint, so that a page chosen dark never flashes light.
try {
  var theme = localStorage.getItem("vermeil.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (e) {
  // Storage is closed to us: the system's own choice stands.
}
