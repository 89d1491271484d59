// Everything here improves pages that already work without it; a data attribute asks for each.

const { frontend, autocomplete } = document.body.dataset;

// Whoever comes back to a place within a page has the focus there, not on the banner that says it is saved.
if (location.hash) document.querySelectorAll(".nhsuk-notification-banner").forEach((banner) => { banner.dataset.disableAutoFocus = "true"; });

// The design system's own components, and focus on the error summary.
if (frontend) import(frontend).then((nhsuk) => nhsuk.initAll());

// A select or an input whose options are long becomes a box that suggests while you type.
const plain = (text) => text.toLowerCase().replaceAll("&", "and").replace(/[^\p{L}\p{N} ]/gu, "");

const loadAutocomplete = () =>
  new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = autocomplete;
    script.onload = () => resolve(window.accessibleAutocomplete);
    document.head.append(script);
  });

// What is the whole name comes first, then what begins so: whoever types a name and goes on has chosen the first.
const fitting = (options, query) => {
  const wanted = plain(query);
  const rank = (text) => (text === wanted ? 0 : text.startsWith(wanted) ? 1 : 2);
  return options.filter((text) => plain(text).includes(wanted)).sort((a, b) => rank(plain(a)) - rank(plain(b)));
};

const enhanceSelect = (select, box) => {
  const options = [...select.options].filter((option) => option.value).map((option) => option.text);
  box.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.value ? select.selectedOptions[0].text : "",
    source: (query, show) => show(fitting(options, query).slice(0, 20)),
    showAllValues: options.length <= 20,
    confirmOnBlur: true,
  });
};

const enhanceInput = (input, box) => {
  const place = document.createElement("div");
  let timer;
  const look = async (query, show) => {
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(query)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    show(answer?.ok ? (await answer.json()).results.map((found) => found.name) : []);
  };
  const { id, name, value } = input;
  const describedBy = input.getAttribute("aria-describedby");
  input.before(place);
  input.remove();
  box({
    element: place,
    id,
    name,
    defaultValue: value,
    minLength: 2,
    confirmOnBlur: false,
    source: (query, show) => {
      clearTimeout(timer);
      timer = setTimeout(() => look(query, show), 200);
    },
  });
  if (describedBy) place.querySelector("input").setAttribute("aria-describedby", describedBy);
};

const suggested = document.querySelectorAll("select[data-autocomplete], input[data-suggest]");
if (suggested.length) {
  loadAutocomplete().then((box) =>
    suggested.forEach((field) => (field.tagName === "SELECT" ? enhanceSelect(field, box) : enhanceInput(field, box))),
  );
}

// <div data-poll="/address/"> is replaced by the answer every 3 seconds; a live region beside it hears only the quarters.
const poll = (region) => {
  let said = 0;
  const ask = async () => {
    const answer = await fetch(region.dataset.poll, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (answer?.redirected) return location.assign(answer.url);
    if (!answer?.ok) return setTimeout(ask, 10000);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-poll]");
    if (!fresh) return location.reload();
    region.replaceChildren(...fresh.childNodes);
    said = announce(region, said);
    return setTimeout(ask, 3000);
  };
  setTimeout(ask, 3000);
};

const announce = (region, said) => {
  const bar = region.querySelector("progress");
  const quarter = bar ? Math.floor((4 * bar.value) / bar.max) : 0;
  const voice = document.querySelector("[data-poll-voice]");
  if (voice && quarter > said) voice.textContent = `${quarter * 25}%`;
  return Math.max(said, quarter);
};

document.querySelectorAll("[data-poll]").forEach(poll);

// One box that ticks all the others of its table, and words that say how many are ticked.
document.querySelectorAll("[data-select-all]").forEach((all) => {
  const table = all.closest("table");
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  const count = table.closest("form")?.querySelector("[data-selected-count]");
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    if (count) count.textContent = ticked;
  };
  all.closest("label, span")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    tell();
  });
  table.addEventListener("change", tell);
  tell();
});

// Filters stand open; on a narrow screen they fold away, above the results.
if (window.matchMedia("(max-width: 63.9375em)").matches) {
  document.querySelectorAll("[data-fold]").forEach((fold) => { fold.open = Boolean(fold.querySelector(".nhsuk-error-message")); });
}

// Five minutes before the session ends: say so, and offer to stay. When it has ended the page clears itself, unless
// somebody has typed on it: then it says so, and keeps the words to be copied.
const isTyped = (field) =>
  field.type !== "hidden" && (field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.defaultValue !== undefined && field.value !== field.defaultValue);

document.querySelectorAll("[data-session-warning]").forEach((dialog) => {
  const minute = 60000;
  const limit = Number(dialog.dataset.minutes);
  const [before, after] = ["before", "after"].map((part) => dialog.querySelector(`[data-${part}]`));
  let warning, ending;
  const end = () => {
    if (![...document.querySelectorAll("main input, main textarea")].some(isTyped)) return location.reload();
    before.hidden = true;
    after.hidden = false;
    if (!dialog.open) dialog.showModal();
  };
  const start = () => {
    clearTimeout(warning);
    clearTimeout(ending);
    warning = setTimeout(() => dialog.showModal(), Math.max(limit - 5, 1) * minute);
    ending = setTimeout(end, (limit + 0.1) * minute);
  };
  dialog.querySelector("[data-stay]").addEventListener("click", () => {
    fetch(location.href, { method: "HEAD" }).then(() => { dialog.close(); start(); });
  });
  dialog.querySelector("[data-leave]").addEventListener("click", () => document.querySelector(".nhsuk-header__account-form").requestSubmit());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  start();
});

// A passkey that the browser or the person refused.
document.addEventListener("allauth.error", (event) => {
  document.querySelectorAll("[data-passkey-problem]").forEach((problem) => { problem.hidden = false; });
  event.preventDefault();
});

// A page to be printed.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
