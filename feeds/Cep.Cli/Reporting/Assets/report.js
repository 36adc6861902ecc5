"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const live = document.getElementById("live");
  const hidden = new Set();
  const svgns = "http://www.w3.org/2000/svg";
  const GAP = 30 * 60e3, GAP_PX = 14, LANE = 14, CROWD = 40, PAD = { left: 6, right: 52, bottom: 20 };

  const el = (name, attributes, parent) => {
    const node = document.createElementNS(svgns, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(node);
    return node;
  };
  const html = (name, text, parent) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  };
  const color = rule => `var(--r${rule % 8})`;
  const shapes = [
    r => `M0,${-r}A${r},${r} 0 1 1 -0.01,${-r}Z`,
    r => `M0,${-r * 1.15}L${r * 1.1},${r * 0.85}H${-r * 1.1}Z`,
    r => `M${-r * .88},${-r * .88}H${r * .88}V${r * .88}H${-r * .88}Z`,
    r => `M0,${-r * 1.25}L${r * 1.25},0L0,${r * 1.25}L${-r * 1.25},0Z`,
    r => `M0,${r * 1.15}L${r * 1.1},${-r * 0.85}H${-r * 1.1}Z`,
  ];
  const shape = (rule, r) => shapes[rule % shapes.length](r);
  const two = n => String(n).padStart(2, "0");
  const clock = (t, seconds) => {
    const d = new Date(t);
    return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}` + (seconds ? `:${two(d.getUTCSeconds())}` : "");
  };
  const day = t => new Date(t).toISOString().slice(0, 10);
  const money = p => p.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: p < 1 ? 4 : 2 });
  const nearest = (sorted, x) => {
    let low = 0, high = sorted.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < x) low = middle + 1; else high = middle;
    }
    return low > 0 && x - sorted[low - 1] < sorted[low] - x ? low - 1 : low;
  };

  // Time runs evenly, but stretches without trades are shortened to a few pixels.
  const timeScale = (times, left, right) => {
    const gaps = [];
    let active = 0;
    for (let i = 1; i < times.length; i++) {
      const step = times[i] - times[i - 1];
      if (step > GAP) gaps.push(i); else active += step;
    }
    const gapPx = Math.min(GAP_PX, (right - left) / (2 * (gaps.length + 1)));
    const perMs = (right - left - gapPx * gaps.length) / Math.max(active, 1);
    const xs = [left];
    for (let i = 1; i < times.length; i++) {
      const step = times[i] - times[i - 1];
      xs.push(xs[i - 1] + (step > GAP ? gapPx : step * perMs));
    }
    const at = t => {
      let low = 0, high = times.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (times[middle] <= t) low = middle + 1; else high = middle;
      }
      if (low === 0) return xs[0];
      if (low === times.length) return Math.min(right, xs[low - 1] + (t - times[low - 1]) * perMs);
      const part = (t - times[low - 1]) / (times[low] - times[low - 1]);
      return xs[low - 1] + part * (xs[low] - xs[low - 1]);
    };
    return { xs, at, gaps };
  };

  // A payload as short lines; one that was cut is shown as it is.
  const textOf = v => typeof v === "number" ? v.toLocaleString("en-US", { maximumFractionDigits: 4 })
    : Array.isArray(v) ? v.map(textOf).join("; ")
    : v !== null && typeof v === "object" ? Object.values(v).map(textOf).join(" ")
    : String(v).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.0+Z$/, "$1 $2");
  const linesOf = detail => {
    try { return Object.entries(JSON.parse(detail)).map(([k, v]) => `${k}: ${textOf(v)}`); } catch { return [detail]; }
  };

  const priceAt = (s, t) => s.c[nearest(s.t, t)];

  const priceScale = (s, top, bottom) => {
    const sorted = [...s.c].sort((a, b) => a - b);
    let low = sorted[Math.floor(sorted.length * .002)], high = sorted[Math.ceil(sorted.length * .998) - 1];
    const room = (high - low) * .06 || Math.abs(high) * .01 || 1;
    low -= room; high += room;
    const y = p => Math.max(top - 4, Math.min(bottom + 4, bottom - (p - low) / (high - low) * (bottom - top)));
    const raw = (high - low) / 4, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].map(f => f * power).find(f => f >= raw);
    const ticks = [];
    for (let p = Math.ceil(low / step) * step; p <= high; p += step) ticks.push(p);
    return { y, ticks, decimals: Math.min(4, Math.max(0, step < 1 ? Math.ceil(-Math.log10(step) - 1e-9) + (String(step / power).includes(".") ? 1 : 0) : 0)) };
  };

  const timeTicks = (s, scale, width) => {
    const ticks = [];
    const days = s.t.map((t, i) => i).filter(i => i === 0 || day(s.t[i]) !== day(s.t[i - 1]));
    if (days.length > 1 && (scale.gaps.length > 0 || days.length > 4)) {
      for (const i of days) ticks.push([scale.xs[i], day(s.t[i]).slice(5)]);
    } else {
      const span = s.t[s.t.length - 1] - s.t[0];
      const step = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440].map(m => m * 60e3).find(m => span / m <= width / 70) || 1440 * 60e3;
      for (let t = Math.ceil(s.t[0] / step) * step; t <= s.t[s.t.length - 1]; t += step) ticks.push([scale.at(t), step >= 1440 * 60e3 ? day(t).slice(5) : clock(t)]);
    }
    let last = -100;
    return ticks.filter(([x]) => x - last >= 44 && (last = x, true));
  };

  // Each rule has a lane of its own above the prices; a crowded lane shows strokes instead of shapes.
  const drawMarks = (s, svg, scale, y, lanes) => {
    const placed = [];
    for (const [lane, rule] of lanes.entries()) {
      const marks = s.marks.filter(mark => mark[1] === rule), top = 8 + lane * LANE, crowded = marks.length > CROWD;
      el("line", { class: "lane", x1: PAD.left, x2: svg.width.baseVal.value - PAD.right, y1: top, y2: top }, svg);
      el("path", { d: shape(rule, 3.6), transform: `translate(${svg.width.baseVal.value - PAD.right + 12},${top})`, fill: color(rule) }, svg);
      if (hidden.has(rule)) continue;
      for (const [t, , detail] of marks) {
        const x = scale.at(t), price = y(priceAt(s, t)), at = `translate(${x.toFixed(1)},${top})`;
        if (!crowded) {
          el("line", { class: "stem", x1: x, x2: x, y1: top, y2: price, stroke: color(rule) }, svg);
          el("circle", { class: "dot", cx: x, cy: price, r: 2, fill: color(rule) }, svg);
        }
        const node = el("path", { class: crowded ? "mark crowd" : "mark", d: crowded ? "M-.8,-4.6H.8V4.6H-.8Z" : shape(rule, 4.6), transform: at, fill: color(rule) }, svg);
        placed.push({ x, y: top, t, rule, detail, node });
      }
    }
    return placed.sort((a, b) => a.t - b.t);
  };

  const draw = (card, s) => {
    const box = card.querySelector(".chart");
    const lanes = data.rules.map((_, rule) => rule).filter(rule => s.marks.some(mark => mark[1] === rule));
    const width = box.clientWidth, height = (width < 420 ? 190 : 220) + lanes.length * LANE, pricesTop = lanes.length * LANE + 10;
    box.style.height = `${height}px`;
    box.querySelector("svg")?.remove();
    if (width < 40 || s.t.length === 0) return;
    const svg = el("svg", { width, height, role: "img", tabindex: 0, "aria-label": `${s.name}: prices with ${s.marks.length} derived events; arrow keys step through them` });
    const left = PAD.left, right = width - PAD.right, bottom = height - PAD.bottom, volumeTop = bottom - (bottom - pricesTop) * .18;
    const scale = timeScale(s.t, left, right);
    const { y, ticks, decimals } = priceScale(s, pricesTop, volumeTop - 6);
    for (const p of ticks) {
      el("line", { class: "grid", x1: left, x2: right, y1: y(p), y2: y(p) }, svg);
      el("text", { x: right + 6, y: y(p) + 4 }, svg).textContent = p.toFixed(decimals);
    }
    for (const [x, label] of timeTicks(s, scale, width)) el("text", { x: Math.max(x, 14), y: height - 4, "text-anchor": "middle" }, svg).textContent = label;
    const most = Math.max(...s.v, 1e-9), bar = Math.max(.8, (right - left) / s.t.length - .4);
    el("path", { class: "bars", d: s.v.map((v, i) => `M${scale.xs[i].toFixed(1)},${bottom}v${(-v / most * (bottom - volumeTop)).toFixed(1)}h${bar.toFixed(1)}V${bottom}Z`).join("") }, svg);
    const breaks = new Set(scale.gaps);
    let line = "", band = "", begun = 0;
    for (let i = 0; i <= s.t.length; i++) {
      if (i === s.t.length || breaks.has(i)) {
        let back = "";
        for (let j = begun; j < i; j++) back = `L${scale.xs[j].toFixed(1)},${y(s.lo[j]).toFixed(1)}` + back;
        for (let j = begun; j < i; j++) band += `${j === begun ? "M" : "L"}${scale.xs[j].toFixed(1)},${y(s.hi[j]).toFixed(1)}`;
        band += back + "Z";
        begun = i;
      }
      if (i < s.t.length) line += `${i === 0 || breaks.has(i) ? "M" : "L"}${scale.xs[i].toFixed(1)},${y(s.c[i]).toFixed(1)}`;
    }
    el("path", { class: "band", d: band }, svg);
    el("path", { class: "price", d: line }, svg);
    box.appendChild(svg);
    const placed = drawMarks(s, svg, scale, y, lanes);
    listen(box, svg, s, scale, y, placed, bottom);
  };

  const listen = (box, svg, s, scale, y, placed, bottom) => {
    const cross = el("line", { class: "cross", y1: 0, y2: bottom, visibility: "hidden" }, svg);
    let tip, on;
    const clear = () => { tip?.remove(); tip = undefined; on?.node.classList.remove("on"); on = undefined; cross.setAttribute("visibility", "hidden"); };
    const show = (x, top, title, lines) => {
      tip?.remove();
      tip = html("div", undefined, box);
      tip.className = "tip";
      html("b", title, tip);
      for (const text of lines) html("span", text, tip);
      cross.setAttribute("x1", x); cross.setAttribute("x2", x); cross.setAttribute("visibility", "visible");
      const w = tip.offsetWidth, h = tip.offsetHeight;
      tip.style.left = `${Math.max(0, Math.min(box.clientWidth - w, x - w / 2))}px`;
      tip.style.top = `${top - h - 12 < -40 ? top + 14 : top - h - 12}px`;
    };
    const showMark = mark => {
      clear();
      on = mark;
      mark.node.classList.add("on");
      show(mark.x, mark.y, `${data.rules[mark.rule]} · ${clock(mark.t, true)}`, linesOf(mark.detail));
      live.textContent = `${s.name} ${data.rules[mark.rule]} ${clock(mark.t, true)}`;
    };
    svg.addEventListener("pointermove", event => {
      const area = svg.getBoundingClientRect(), x = event.clientX - area.left, top = event.clientY - area.top;
      let best, distance = 15;
      for (const mark of placed) {
        const d = Math.hypot(mark.x - x, mark.y - top);
        if (d < distance) { distance = d; best = mark; }
      }
      if (best) { if (best !== on) showMark(best); return; }
      clear();
      const i = nearest(scale.xs, x);
      show(scale.xs[i], y(s.c[i]), `${day(s.t[i])} ${clock(s.t[i])}`, [`last ${money(s.c[i])}`, `range ${money(s.lo[i])} – ${money(s.hi[i])}`, `volume ${s.v[i].toLocaleString("en-US")}`]);
    });
    svg.addEventListener("pointerleave", clear);
    svg.addEventListener("blur", clear);
    svg.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === "Escape") clear();
      if (!step || placed.length === 0) return;
      event.preventDefault();
      const at = on ? placed.indexOf(on) + step : step > 0 ? 0 : placed.length - 1;
      showMark(placed[(at + placed.length) % placed.length]);
    });
  };

  const fillCard = (card, s) => {
    const last = card.querySelector(".last"), change = s.c.length ? s.c[s.c.length - 1] / s.c[0] - 1 : 0;
    html("b", s.c.length ? money(s.c[s.c.length - 1]) : "–", last);
    last.append(` ${change >= 0 ? "+" : "−"}${Math.abs(change * 100).toFixed(2)} %`);
    const details = card.querySelector("details");
    if (s.marks.length === 0) { details.remove(); return; }
    details.querySelector("summary").textContent = `${s.marks.length} marked derived event${s.marks.length === 1 ? "" : "s"}`;
    details.addEventListener("toggle", () => {
      const place = details.querySelector(".scroll");
      if (!details.open || place.firstChild) return;
      const body = html("tbody", undefined, html("table", undefined, place));
      for (const [t, rule, detail] of s.marks) {
        const row = html("tr", undefined, body);
        html("td", `${day(t)} ${clock(t, true)}`, row);
        html("td", data.rules[rule], row);
        html("td", linesOf(detail).join(" · "), row);
      }
    });
  };

  for (const place of document.querySelectorAll(".glyph")) {
    const rule = +place.dataset.rule;
    const svg = el("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, place);
    el("path", { d: shape(rule, 5), fill: color(rule) }, svg);
  }
  const cards = [...document.querySelectorAll(".card[data-symbol]")].map(card => [card, data.symbols[+card.dataset.symbol]]);
  for (const [card, s] of cards) fillCard(card, s);
  const redraw = () => { for (const [card, s] of cards) draw(card, s); };
  for (const button of document.querySelectorAll(".toggle")) {
    button.addEventListener("click", () => {
      const rule = +button.dataset.rule, shown = hidden.delete(rule);
      if (!shown) hidden.add(rule);
      button.setAttribute("aria-pressed", String(shown));
      redraw();
    });
  }
  let width = 0, timer;
  new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    clearTimeout(timer);
    timer = setTimeout(redraw, 60);
  }).observe(document.body);
  redraw();
})();
