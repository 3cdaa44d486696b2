// Draws the charts. Every chart has a table behind it, which is what readers without JavaScript get.
"use strict";

(() => {
  // ECharts writes style attributes as text, which our policy forbids; the same through the object model is allowed.
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };

  const ROW = 44;
  const LABEL = 13;
  const drawn = new Map();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const percent = (share) => {
    const text = (Math.abs(share) * 100).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    return (share > 0 ? "+" : share < 0 ? "−" : "") + text + "%";
  };

  function widest(labels, font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = LABEL + "px " + font;
    return Math.ceil(Math.max(...labels.map((label) => pen.measureText(label).width))) + 4;
  }

  // Intervals of relative change around zero. A square is the primary metric, a circle any other; hollow is unclear.
  function forest(data) {
    const rows = data.rows;
    const ends = rows.flatMap((row) => [row.estimate, row.low, row.high]).filter((end) => end !== null);
    const reach = Math.min(2, Math.max(0.01, ...ends.map(Math.abs))) * 1.1;
    const tones = { good: colour("--good"), bad: colour("--bad"), unclear: colour("--quiet") };
    const text = colour("--ink");
    const muted = colour("--muted");
    const line = colour("--line");
    const font = getComputedStyle(document.body).fontFamily;
    const labels = Math.min(widest(rows.map((row) => row.label), font), window.innerWidth * 0.32);
    return {
      animation: false,
      textStyle: { fontFamily: font, color: text },
      grid: { left: labels + 16, right: 24, top: 8, bottom: 52 },
      tooltip: {
        trigger: "item",
        renderMode: "richText",
        confine: true,
        backgroundColor: colour("--surface"),
        borderColor: colour("--line-strong"),
        textStyle: { color: text, fontFamily: font, fontSize: 13 },
        formatter: (point) => rows[point.dataIndex].tip.join("\n"),
      },
      xAxis: {
        type: "value",
        min: -reach,
        max: reach,
        name: data.axis,
        nameLocation: "middle",
        nameGap: 30,
        nameTextStyle: { color: muted, fontSize: LABEL },
        axisLabel: { color: muted, fontSize: LABEL, formatter: percent, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
        axisLine: { show: false },
        splitNumber: window.innerWidth < 640 ? 2 : 5,
        splitLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: rows.map((row) => row.label),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: text, fontSize: LABEL, width: labels, overflow: "break", lineHeight: 16 },
      },
      series: [
        {
          type: "custom",
          data: rows.map((row, index) => [row.estimate, index]),
          renderItem: (_, api) => interval(rows[api.value(1)], api, reach, tones),
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: text, width: 1.5, type: "solid" },
            data: [{ xAxis: 0 }],
          },
        },
      ],
    };
  }

  function interval(row, api, reach, tones) {
    const index = api.value(1);
    const at = (value) => api.coord([Math.max(-reach, Math.min(reach, value)), index]);
    const [left, y] = at(row.low === null ? -reach : row.low);
    const [right] = at(row.high === null ? reach : row.high);
    const [point] = at(row.estimate);
    const stroke = tones[row.tone];
    const style = { stroke, lineWidth: 2.5 };
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
    const filled = { fill: row.tone === "unclear" ? colour("--surface") : stroke, stroke, lineWidth: 2.5 };
    const children = [line(left, y, right, y)];
    if (row.low !== null && row.low >= -reach) children.push(line(left, y - 6, left, y + 6));
    if (row.high !== null && row.high <= reach) children.push(line(right, y - 6, right, y + 6));
    children.push(
      row.primary
        ? { type: "rect", shape: { x: point - 6, y: y - 6, width: 12, height: 12 }, style: filled }
        : { type: "circle", shape: { cx: point, cy: y, r: 5.5 }, style: filled },
    );
    // An area to meet with the pointer, wider than the line.
    children.push({
      type: "rect",
      shape: { x: Math.min(left, point) - 8, y: y - 14, width: Math.max(right, point) - Math.min(left, point) + 16, height: 28 },
      style: { fill: "transparent" },
    });
    return { type: "group", children };
  }

  // One line over time with its interval as a band; no colour of success or failure, for nothing is decided on the way.
  function series(data) {
    const points = data.points;
    const muted = colour("--muted");
    const text = colour("--ink");
    const font = getComputedStyle(document.body).fontFamily;
    const ends = points.flatMap((point) => [point.estimate, point.low, point.high]).filter((end) => end !== null);
    const reach = Math.min(2, Math.max(0.01, ...ends.map(Math.abs))) * 1.1;
    const clamp = (end, open) => Math.max(-reach, Math.min(reach, end === null ? open : end));
    return {
      animation: false,
      textStyle: { fontFamily: font, color: text },
      grid: { left: 64, right: 24, top: 12, bottom: 36 },
      tooltip: {
        trigger: "item",
        renderMode: "richText",
        confine: true,
        backgroundColor: colour("--surface"),
        borderColor: colour("--line-strong"),
        textStyle: { color: text, fontFamily: font, fontSize: 13 },
        formatter: (point) => points[point.dataIndex].tip.join("\n"),
      },
      xAxis: {
        type: "time",
        axisLabel: { color: muted, fontSize: LABEL, hideOverlap: true },
        splitNumber: window.innerWidth < 640 ? 2 : 5,
      },
      yAxis: {
        type: "value",
        min: -reach,
        max: reach,
        axisLabel: { color: muted, fontSize: LABEL, formatter: percent, showMinLabel: false, showMaxLabel: false },
        splitLine: { lineStyle: { color: colour("--line") } },
      },
      series: [
        {
          type: "custom",
          silent: true,
          data: points.map((point) => [point.at, clamp(point.low, -reach), clamp(point.high, reach)]),
          renderItem: (_, api) => {
            const [x, low] = api.coord([api.value(0), api.value(1)]);
            const [, high] = api.coord([api.value(0), api.value(2)]);
            return { type: "line", shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: colour("--quiet"), lineWidth: 2, opacity: 0.55 } };
          },
        },
        {
          type: "line",
          data: points.map((point) => [point.at, clamp(point.estimate, 0)]),
          symbol: "circle",
          symbolSize: 7,
          lineStyle: { color: text, width: 2 },
          itemStyle: { color: text },
          markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: text, width: 1.5, type: "solid" }, data: [{ yAxis: 0 }] },
        },
      ],
    };
  }

  function draw(element) {
    const data = JSON.parse(document.getElementById(element.dataset.from).textContent);
    const first = element.hidden;
    element.hidden = false;
    const isSeries = element.dataset.chart === "series";
    element.style.height = (isSeries ? 260 : data.rows.length * ROW + 68) + "px";
    let chart = drawn.get(element);
    if (!chart) {
      chart = echarts.init(element, null, { renderer: "svg" });
      drawn.set(element, chart);
      new ResizeObserver(() => chart.resize()).observe(element);
    }
    chart.resize();
    chart.setOption(isSeries ? series(data) : forest(data), true);
    if (first) {
      const table = document.getElementById(element.id + "-table");
      if (table) table.open = false;
    }
  }

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);

  document.addEventListener("htmx:afterSettle", drawAll);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
})();
