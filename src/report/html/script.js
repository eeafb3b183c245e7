"use strict";
// Looks values up; computes nothing but places on the screen.
(function () {
  function element(name, text, parent) {
    var made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }
  function dataOf(id) {
    var block = document.getElementById(id);
    return block ? JSON.parse(block.textContent) : null;
  }
  function grouped(digits) {
    var parts = digits.replace("-", "\u2212").split(".");
    var whole = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
    return parts.length > 1 ? whole + "," + parts[1] : whole;
  }
  function tableIn(parent, headings, label) {
    var scroll = element("div", null, parent);
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", label);
    var table = element("table", null, scroll);
    var row = element("tr", null, element("thead", null, table));
    headings.forEach(function (heading) {
      element("th", heading, row).scope = "col";
    });
    return element("tbody", null, table);
  }

  // a slider for each threshold
  document.querySelectorAll("[data-sweep]").forEach(function (article) {
    var id = article.getAttribute("data-sweep");
    var slider = document.getElementById(id);
    var view = document.getElementById(id + "-view");
    var data = dataOf(id + "-data");
    var stands = Number(slider.getAttribute("data-stands"));
    // an amount that is as in the outcome before is not written again
    var last = [];
    var amounts = data.outcomes.map(function (outcome) {
      if (outcome[2] === null) return [];
      last = outcome[2].split(";").map(function (it, n) { return it === "" ? last[n] : it; });
      return last;
    });
    function show() {
      var at = Number(slider.value);
      var outcome = data.outcomes[at];
      var decided = amounts[stands];
      var own = amounts[at];
      var line = outcome[0] + " " + data.unit + ": " + outcome[1];
      if (at === stands) line += " (" + data.words.is_decided + ")";
      slider.setAttribute("aria-valuetext", line);
      view.textContent = "";
      element("p", line, view).className = "line";
      var body = tableIn(view, [data.words.recipient, data.words.amount, data.words.decided], line);
      data.names.forEach(function (name, n) {
        var now = own[n] || "0", then = decided[n] || "0";
        if (now === "0" && then === "0") return;
        var row = element("tr", null, body);
        if (now !== then) row.className = "changed";
        element("th", name, row).scope = "row";
        element("td", grouped(now), row).className = "n";
        element("td", grouped(then), row).className = "n";
      });
    }
    slider.addEventListener("input", show);
    show();
  });

  // one place
  var select = document.getElementById("place");
  if (select) {
    var data = dataOf("place-data"), words = data.words;
    var view = document.getElementById("place-view");
    select.addEventListener("change", function () {
      var code = select.value;
      view.textContent = "";
      if (!code) return;
      element("h3", select.options[select.selectedIndex].textContent, view);
      data.grants.forEach(function (grant) {
        var at = grant.codes.split(";").indexOf(code);
        if (at < 0) return;
        element("h4", grant.title, view);
        var list = element("ul", null, view);
        grant.conditions.forEach(function (it) {
          element("li", it[0] + ": " + it[1][Number(it[2].charAt(at))], list);
        });
        if (!list.firstChild) view.removeChild(list);
        var body = tableIn(view, [words.step, words.computed], grant.title);
        grant.steps.forEach(function (step) {
          var row = element("tr", null, body);
          element("th", step[0], row).scope = "row";
          element("td", grouped(step[1].split(";")[at] || "0"), row).className = "n";
        });
        grant.published.forEach(function (column) {
          var cell = column[1][at].split("|");
          var line = words.published + ", " + column[0] + ": ";
          if (column[1][at] === "") line += words.unlisted;
          else if (cell[0] === "=") line += words.same;
          else line += cell[0] + (cell[1] ? ", " + words.differs + " " + cell[1] + " " + words.kr : "");
          element("p", line, view);
        });
      });
      var rows = document.querySelectorAll("details.table tr[data-k]");
      var headed = false, last = null, body = null;
      rows.forEach(function (row) {
        if (row.getAttribute("data-k") !== code) return;
        if (!headed) element("h4", words.rows, view);
        headed = true;
        var table = row.closest("table");
        if (table !== last) {
          last = table;
          var summary = table.closest("details").querySelector("summary");
          element("p", summary.textContent, view);
          var headings = Array.prototype.map.call(table.querySelectorAll("thead th"), function (it) {
            return it.textContent;
          });
          body = tableIn(view, headings, summary.textContent);
          body.parentNode.className = "data";
        }
        var copy = row.cloneNode(true);
        copy.removeAttribute("data-k");
        copy.querySelectorAll("[id]").forEach(function (it) { it.removeAttribute("id"); });
        body.appendChild(copy);
      });
    });
  }

  // words for a letter can be copied
  document.querySelectorAll("details.letter").forEach(function (letter) {
    var button = letter.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", function () {
      window.getSelection().selectAllChildren(letter.querySelector("blockquote"));
      if (document.execCommand("copy")) button.textContent = button.getAttribute("data-done");
    });
  });

  // a link opens what it leads to, and print opens everything
  function open() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (var it = target; it; it = it.parentElement) if (it.tagName === "DETAILS") it.open = true;
    target.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", open);
  open();
  var closed = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (it) {
      closed.push(it);
      it.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (it) { it.open = false; });
    closed = [];
  });
})();
