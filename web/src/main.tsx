import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/shell.css";
import { startOutbox } from "./api/outbox";
import { App } from "./app";
import { listen } from "./router";

listen();
startOutbox();
render(<App />, document.getElementById("page") as HTMLElement);
