// Cả trình duyệt dùng chung một luồng: thẻ giữ khóa nghe máy chủ và phát lại cho các thẻ khác.
// A browser opens six connections to a host; with a stream for each tab the seventh tab would hang.
(() => {
  const body = document.body;
  const url = body.dataset.stream;
  const banner = document.getElementById("stale");
  let lostAt = 0;

  const tell = names => { for (const name of names.split(" ")) htmx.trigger(body, "changed-" + name); };
  const mark = live => {
    body.dataset.live = live ? "yes" : "no";
    if (live) { lostAt = 0; banner.hidden = true; } else if (!lostAt) { lostAt = Date.now(); }
  };
  setInterval(() => { if (lostAt && Date.now() - lostAt > 10000) banner.hidden = false; }, 1000);

  // What a person had open, scrolled to or written stays so when a part is replaced.
  let kept = {};
  addEventListener("htmx:beforeSwap", () => {
    kept = {};
    for (const part of document.querySelectorAll("[data-keep]")) kept[part.id] = [part.scrollLeft, part.open];
  });
  addEventListener("htmx:afterSwap", () => {
    for (const id in kept) {
      const part = document.getElementById(id);
      if (part) { part.scrollLeft = kept[id][0]; if (kept[id][1]) part.open = true; }
    }
  });
  addEventListener("keydown", event => {
    const field = document.querySelector("[data-slash]");
    if (event.key === "/" && field && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      field.focus();
    }
  });

  // A browser writes a date field in the order of its own language; beside it stands the order that is read here.
  const speak = field => {
    const place = document.querySelector(`[data-spoken-of="${field.id}"]`);
    const [day, time] = field.value.split("T");
    if (place) place.textContent = day ? `${day.split("-").reverse().join("/")} ${time || ""}`.trim() : place.dataset.blank;
  };
  addEventListener("input", event => { if (event.target.type?.startsWith("date")) speak(event.target); });
  for (const field of document.querySelectorAll("input[type^=date]")) speak(field);

  if (!url || !window.htmx) return;
  const channel = new BroadcastChannel("phoihop-live");
  const say = told => channel.postMessage({ live: true, ...told });
  let shown = body.dataset.shown;
  let holds = false;
  channel.onmessage = ({ data }) => {
    if (data.hello === undefined) { mark(data.live); if (data.names) tell(data.names); }
    // A tab that was opened while something changed may have missed it.
    else if (holds) say({ live: body.dataset.live === "yes", names: data.hello === shown ? "" : body.dataset.views });
  };
  channel.postMessage({ hello: shown });
  const listen = () => new Promise(() => {
    const source = new EventSource(url);
    holds = true;
    source.addEventListener("changed", event => {
      shown = event.lastEventId;
      tell(event.data);
      say({ names: event.data });
    });
    source.onopen = () => { mark(true); say({}); };
    source.onerror = () => { mark(false); say({ live: false }); };
    setInterval(() => say({ live: body.dataset.live === "yes" }), 5000);
  });
  // Web Locks need https or loopback; elsewhere each tab listens for itself.
  if (navigator.locks) navigator.locks.request("phoihop-live", listen); else listen();
})();
