import { ACTIONS } from "../../actions/annotate";
import { classKeys } from "../../core/keys";
import { Dialog } from "../../ui/parts";

/** All keys of this page, for these classes. */
export function KeySheet({ open, close, classes }: { open: boolean; close: () => void; classes: readonly string[] }) {
  const keys = classKeys(classes);
  return (
    <Dialog title="Keys" open={open} close={close} class="sheet">
      <div class="key-columns">
        <dl class="keys">
          {ACTIONS.map(({ name, shown, label }) => (
            <div key={name}><dt><kbd>{shown}</kbd></dt><dd>{name === "submit" ? "Submit, or accept the suggestion" : label}</dd></div>
          ))}
          <div><dt><kbd>Ctrl Z</kbd></dt><dd>Undo last, too</dd></div>
        </dl>
        <dl class="keys">
          {classes.slice(0, 26).map((name, i) => (
            <div key={name}><dt><kbd>{keys[i] ?? "/"}</kbd></dt><dd dir="auto">{name}</dd></div>
          ))}
        </dl>
      </div>
      <p class="small quiet">Letters act only while no text field has the focus.</p>
    </Dialog>
  );
}
