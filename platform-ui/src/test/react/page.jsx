// The page's entry: takes over what the server rendered, or renders all of it.
import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./app.jsx";

const place = document.getElementById("app");
const app = (
  <StrictMode>
    <App path={location.pathname} />
  </StrictMode>
);
if (place.firstChild) window.root = hydrateRoot(place, app);
else (window.root = createRoot(place)).render(app);
