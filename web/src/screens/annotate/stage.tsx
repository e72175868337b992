/** The item, as large as the screen allows: small pictures smooth, long texts readable, any direction of writing. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Task } from "../../core/session";
import type { Media, Picture } from "./media";

/** A picture that would be scaled up more than this is shown smaller: the eye reads it better from afar. */
const ENLARGED = 3;

export function Stage({ task, media }: { task: Task; media: Media }) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (ref.current) ref.current.scrollTop = 0;
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && focused.closest(".rail")) focused.blur(); // Enter belongs to the next item
  }, [task.id]);
  return (
    <section class="stage" ref={ref} tabIndex={0} aria-label="The item to label">
      {task.item.media === "image" && task.item.image_url ? (
        <Shown url={task.item.image_url} media={media} />
      ) : (
        <Words text={task.item.text ?? ""} />
      )}
    </section>
  );
}

function Words({ text }: { text: string }) {
  const size = text.length < 160 ? "short" : text.length < 700 ? "middle" : "long";
  return (
    <p class={`words ${size}`} dir="auto">
      {text}
    </p>
  );
}

function Shown({ url, media }: { url: string; media: Media }) {
  const picture = media.picture(url);
  const state = picture.state.value;
  const retry = () => {
    media.again(url);
    picture.state.value = "coming";
  };
  return (
    <>
      <Canvas key={url} picture={media.picture(url)} />
      {state === "coming" && <p class="quiet stage-note">The picture is on its way</p>}
      {state === "failed" && (
        <div class="stage-note stack" role="alert">
          <p>
            This picture could not be loaded. If it stays so, skip the item with <kbd>s</kbd>.
          </p>
          <p>
            <button class="button" onClick={retry}>
              Load again
            </button>
          </p>
        </div>
      )}
    </>
  );
}

/** The very image that was decoded ahead is put into the page: no second decoding. */
function Canvas({ picture }: { picture: Picture }) {
  const ref = useRef<HTMLDivElement>(null);
  const state = picture.state.value;
  useLayoutEffect(() => {
    const frame = ref.current;
    if (!frame || state === "failed") return;
    const { image } = picture;
    frame.replaceChildren(image);
    image.classList.toggle("small", frame.clientWidth / image.naturalWidth >= ENLARGED);
  }, [picture, state]);
  return <div class="canvas" ref={ref} />;
}
