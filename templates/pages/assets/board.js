// The board moves: clocks run, ages grow, and rows come, change and go as the server tells. Without it the page stands still.
const board = document.getElementById("board");
const live = document.getElementById("live");
// The server's clock counts, not the viewer's.
const ahead = Number(board.dataset.now) - Date.now();

/** As the server writes lengths. */
function length(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes === 0) return `${Math.floor(Math.abs(milliseconds) / 1000)} s`;
  if (hours === 0) return `${rest} min`;
  if (rest === 0) return `${hours} h`;
  return document.documentElement.lang === "fr"
    ? `${hours} h ${String(rest).padStart(2, "0")}`
    : `${hours} h ${rest} min`;
}

/** Only what has changed is written: screen readers and slow machines have enough to do. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  const now = Date.now() + ahead;
  for (const bar of board.querySelectorAll("[data-due]")) {
    const [start, due] = [Number(bar.dataset.start), Number(bar.dataset.due)];
    const used = Math.min(100, Math.max(0, ((now - start) / Math.max(1, due - start)) * 100));
    bar.querySelector("rect").setAttribute("width", used.toFixed(1));
    const isOver = now >= due;
    if (isOver) bar.className = "bar breached";
    const words = isOver ? board.dataset.over : board.dataset.left;
    write(bar.querySelector("b"), words.replace("#", length(due - now)));
  }
  for (const age of board.querySelectorAll("[data-age]")) write(age, length(now - Number(age.dataset.age)));
}

/** Every row is here: there are none on other pages. */
const isWhole = !("before" in board.dataset || "after" in board.dataset);

function count() {
  if (isWhole) write(document.getElementById("total"), String(board.children.length));
  document.getElementById("none").hidden = board.children.length > 0;
}

function place({ id, order, html }) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const row = holder.content.firstElementChild;
  const before = document.getElementById(id);
  const after = [...board.children].find((one) => one !== before && one.dataset.order > order);
  before?.remove();
  // Of a part of the rows only those are shown that belong among them.
  const isElsewhere = after ? after === board.firstElementChild && "before" in board.dataset : "after" in board.dataset;
  if (!isElsewhere) board.insertBefore(row, after ?? null);
  count();
}

const line = new EventSource(board.dataset.events);
line.addEventListener("open", () => write(live, live.dataset.on));
line.addEventListener("error", () => write(live, live.dataset.off));
line.addEventListener("row", ({ data }) => place(JSON.parse(data)));
line.addEventListener("gone", ({ data }) => {
  document.getElementById(JSON.parse(data).id)?.remove();
  count();
});
line.addEventListener("reload", () => {
  line.close();
  location.reload();
});
addEventListener("pagehide", () => line.close());
tick();
setInterval(tick, 1000);
