/* From a key press to the next item on the screen: the same clock for every tool, put into each page by the browser.
 *
 * `looks`: {kind: "pictures" | "texts", item: a selector, media: what the address of a picture holds}. A text is
 * there when the element says other words than before; a picture, when it has another address and is decoded. The
 * time ends after the first frame that shows it: a message is sent from that frame's callback, and arrives after it. */
window.probe = (() => {
  const PATIENCE = 10_000; // milliseconds, after which a key counts as lost
  performance.setResourceTimingBufferSize(100_000);

  const element = ({ item }) => [...document.querySelectorAll(item)].at(-1);
  const address = (one) =>
    one.tagName === "IMG" ? one.currentSrc : (/url\("(.*)"\)/.exec(getComputedStyle(one).backgroundImage)?.[1] ?? "");
  const shown = (looks) => {
    const one = element(looks);
    return one ? (looks.kind === "texts" ? one.textContent : address(one)) : "";
  };

  async function decoded(looks) {
    const one = element(looks);
    if (looks.kind === "texts") return;
    if (one.tagName === "IMG") return one.decode();
    const behind = new Image();
    behind.src = address(one);
    return behind.decode();
  }

  /** The time at which another item than `before` has been painted. */
  function painted(looks, before) {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no other item than "${before}"`)), before ? PATIENCE : 60_000);
      let ready = null;
      let tried = null;
      let by = null; // a tool may put another element with the same picture there
      const look = () => {
        const now = shown(looks);
        const one = element(looks);
        if (!now || now === before || (now === tried && one === by)) return;
        [tried, by] = [now, one];
        if (looks.kind === "texts") return void (ready = now);
        decoded(looks).then(
          () => (ready = now),
          () => (tried = null),
        );
      };
      const watch = new MutationObserver(look);
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      const frame = () => {
        look();
        if (ready === null || ready !== shown(looks)) return void requestAnimationFrame(frame);
        watch.disconnect();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      };
      requestAnimationFrame(frame);
    });
  }

  /** Since when the picture on the screen has been asked for; some tools show a copy, which is that of the latest. */
  function asked(looks) {
    const all = performance.getEntriesByType("resource").filter(({ name }) => name.includes(looks.media));
    const own = all.find(({ name }) => name === shown(looks)) ?? all.at(-1);
    return own?.startTime ?? Infinity;
  }

  let result = null;

  return {
    /** Milliseconds from the beginning of the navigation to the first item. */
    first: (looks) => painted(looks, ""),
    /** The next press of `key` starts the clock. */
    arm(looks, key) {
      const before = shown(looks);
      result = new Promise((resolve) => {
        const press = (event) => {
          if (event.key !== key) return;
          removeEventListener("keydown", press, true);
          const start = event.timeStamp;
          painted(looks, before).then(
            (end) => resolve({ ms: end - start, ahead: asked(looks) < start }),
            () => resolve(null),
          );
        };
        addEventListener("keydown", press, true);
      });
    },
    result: () => result,
  };
})();
