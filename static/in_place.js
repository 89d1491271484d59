// Forms of class app-fix in <div data-in-place> are sent without leaving the page: what it then says takes the place of the
// old, is heard, and the next field has the focus. Redirects are not followed: whoever is done meets the news where it goes on.
const FIX = "form.app-fix";
const takeOver = (fresh, region, at) => {
  document.querySelectorAll(".nhsuk-notification-banner").forEach((banner) => banner.remove());
  document.querySelector("h1").replaceChildren(...fresh.querySelector("h1").childNodes);
  document.title = fresh.title;
  region.replaceChildren(...fresh.querySelector("[data-in-place]").childNodes);
  const news = fresh.querySelector(".nhsuk-notification-banner__content");
  document.querySelector("[data-said]").textContent = news?.textContent.trim() ?? "";
  const forms = region.querySelectorAll(FIX);
  forms[Math.min(at, forms.length - 1)]?.querySelector("input:not([type=hidden]), button").focus();
};

document.querySelectorAll("[data-in-place]").forEach((region) => {
  region.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(FIX)) return;
    event.preventDefault();
    const at = [...region.querySelectorAll(FIX)].indexOf(form);
    const body = new FormData(form, event.submitter);
    try {
      await fetch(form.action, { method: "POST", body, redirect: "manual" });
      const answer = await fetch(location.href, { redirect: "manual" });
      if (!answer.ok) return location.reload();
      takeOver(new DOMParser().parseFromString(await answer.text(), "text/html"), region, at);
    } catch {
      form.submit();
    }
  });
});
