// Before the page is drawn: says that scripts run, so that nothing jumps later.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("nhsuk-frontend-supported");
