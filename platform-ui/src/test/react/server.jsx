// The server's rendering of a path: node server.js PATH.
import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { App } from "./app.jsx";

console.log(renderToString(<StrictMode><App path={process.argv[2]} /></StrictMode>));
