// Makes the pages quicker where there is JavaScript; every page works without this file.
import { initAll } from "./vendor/govuk-frontend.min.js";
import "./newest.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
