"use strict";
// Reads files, hands them to the program, and shows what it answers.
(function () {
  var byId = function (id) { return document.getElementById(id); };
  var words = {
    sv: { reading: "Läser …", ready: "Klart på {s} sekunder.", failed: "Det gick inte:", report: "Rapport", broken: "Programmet avbröts; filen kan inte granskas här.", unreadable: "Mappen kan inte läsas; välj den med knappen i stället." },
    en: { reading: "Reading …", ready: "Done in {s} seconds.", failed: "It did not work:", report: "Report", broken: "The program stopped; the file cannot be audited here.", unreadable: "The folder cannot be read; choose it with the button instead." },
  };
  var lang = "sv", program = null, made = null, asked = null, set = [], offered = [];

  function speak() {
    lang = byId("lang").value;
    document.documentElement.lang = lang;
    document.querySelectorAll("[data-sv]").forEach(function (it) {
      it.textContent = it.getAttribute("data-" + lang);
    });
    byId("report").title = words[lang].report;
  }

  // the program is packed in the page
  function unpacked() {
    var coded = byId("program").textContent;
    var letters = atob(coded), bytes = new Uint8Array(letters.length);
    for (var at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer().then(function (it) { return WebAssembly.compile(it); });
  }
  var compiled = unpacked();
  // the program asks for nothing; what a library left in it to describe itself is never called
  function nothing(compiled) {
    var given = {};
    WebAssembly.Module.imports(compiled).forEach(function (it) {
      given[it.module] = given[it.module] || {};
      given[it.module][it.name] = function () { throw new Error(it.name); };
    });
    return given;
  }
  function started() {
    if (program) return Promise.resolve(program);
    return compiled.then(function (it) { return WebAssembly.instantiate(it, nothing(it)); }).then(function (it) {
      program = it.exports;
      return program;
    });
  }

  // a question: a line of JSON, then the bytes of its files
  function answer(question, files) {
    question.lang = lang;
    question.files = files.map(function (it) { return { name: it.name, bytes: it.bytes.length }; });
    var line = new TextEncoder().encode(JSON.stringify(question) + "\n");
    var length = files.reduce(function (sum, it) { return sum + it.bytes.length; }, line.length);
    return started().then(function (it) {
      try {
        var at = it.room(length);
        var room = new Uint8Array(it.memory.buffer, at, length);
        room.set(line);
        at = line.length;
        files.forEach(function (file) { room.set(file.bytes, at); at += file.bytes.length; });
        var size = it.answer();
        return JSON.parse(new TextDecoder().decode(new Uint8Array(it.memory.buffer, it.text(), size)));
      } catch (error) {
        // a program that stopped is started anew
        program = null;
        return { errors: [words[lang].broken + " (" + error.message + ")"] };
      }
    });
  }

  function show(question, files) {
    asked = { question: question, files: files };
    byId("said").textContent = words[lang].reading;
    byId("errors").textContent = "";
    byId("save").hidden = byId("report").hidden = true;
    made = null;
    // the words are painted before the work begins
    return new Promise(function (go) { setTimeout(go, 30); }).then(function () {
      var began = performance.now();
      return answer(question, files).then(function (it) {
        var seconds = ((performance.now() - began) / 1000).toFixed(2).replace(".", lang === "sv" ? "," : ".");
        if (it.errors) {
          byId("said").textContent = words[lang].failed;
          it.errors.forEach(function (line) {
            byId("errors").appendChild(document.createElement("li")).textContent = line;
          });
        } else {
          made = it;
          byId("report").srcdoc = it.html;
          byId("save").hidden = byId("report").hidden = false;
          byId("said").textContent = words[lang].ready.replace("{s}", seconds);
        }
        return it;
      });
    });
  }

  function read(files) {
    return Promise.all(files.map(function (file) {
      return file.file.arrayBuffer().then(function (it) { return { name: file.name, bytes: new Uint8Array(it) }; });
    }));
  }
  function audit(folder, files) {
    if (!files.length) return Promise.resolve(null);
    return read(files).then(function (all) {
      return show({ ask: "audit", folder: folder }, all);
    });
  }
  function chosen(list) {
    return Array.prototype.map.call(list, function (it) { return { name: it.name, file: it }; });
  }

  byId("files").addEventListener("change", function (event) { audit(null, chosen(event.target.files)); });
  byId("folder").addEventListener("change", function (event) {
    var list = event.target.files;
    if (!list.length) return;
    var top = list[0].webkitRelativePath.split("/")[0];
    var own = Array.prototype.filter.call(list, function (it) { return it.webkitRelativePath.split("/").length === 2; });
    audit(top, chosen(own));
  });
  byId("corpus").addEventListener("click", function () { show({ ask: "corpus" }, []); });
  byId("lang").addEventListener("change", function () {
    speak();
    if (asked) show(asked.question, asked.files);
  });

  var drop = byId("drop");
  document.addEventListener("dragover", function (event) { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", function () { drop.classList.remove("over"); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("over");
    var files = chosen(event.dataTransfer.files);
    // what is let go is known only until this function ends
    folder(event.dataTransfer.items).then(function (it) {
      return it ? audit(it.name, it.files) : audit(null, files);
    }).catch(function (error) {
      byId("said").textContent = words[lang].failed;
      byId("errors").replaceChildren();
      byId("errors").appendChild(document.createElement("li")).textContent =
        words[lang].unreadable + " (" + error.message + ")";
    });
  });

  // the folder among what is let go, with its files; of a page on the computer itself, some browsers
  // give files by handles only, others by entries only
  function folder(items) {
    var all = Array.prototype.filter.call(items || [], function (it) { return it.kind === "file"; });
    var handles = all.map(function (it) {
      return it.getAsFileSystemHandle ? it.getAsFileSystemHandle() : null;
    });
    var entries = all.map(function (it) { return it.webkitGetAsEntry ? it.webkitGetAsEntry() : null; });
    return Promise.all(handles).then(function (known) {
      var handle = known.filter(function (it) { return it && it.kind === "directory"; })[0];
      if (handle) return ofHandle(handle);
      var entry = entries.filter(function (it) { return it && it.isDirectory; })[0];
      return entry ? ofEntry(entry) : null;
    });
  }
  function ofHandle(handle) {
    var values = handle.values(), own = [];
    function more() {
      return values.next().then(function (it) {
        if (it.done) return { name: handle.name, files: own };
        if (it.value.kind !== "file") return more();
        return it.value.getFile().then(function (file) {
          own.push({ name: file.name, file: file });
          return more();
        });
      });
    }
    return more();
  }
  function ofEntry(entry) {
    var reader = entry.createReader(), own = [];
    function some() {
      return new Promise(function (go, fail) { reader.readEntries(go, fail); }).then(function (found) {
        if (!found.length) return { name: entry.name, files: own };
        var files = found.filter(function (it) { return it.isFile; }).map(function (it) {
          return new Promise(function (go, fail) { it.file(go, fail); });
        });
        return Promise.all(files).then(function (read) {
          own = own.concat(chosen(read));
          return some();
        });
      });
    }
    return some();
  }

  function save(name, type, text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    link.click();
  }
  byId("save-html").addEventListener("click", function () { save("report.html", "text/html", made.html); });
  byId("save-json").addEventListener("click", function () { save("report.json", "application/json", made.json); });

  // what if
  function parameters() {
    var own = offered[Number(byId("grant").value.split("/")[0])];
    var list = byId("parameter");
    list.textContent = "";
    own.parameters.forEach(function (it) {
      var option = list.appendChild(document.createElement("option"));
      option.value = it[0];
      option.textContent = it[0] + " = " + it[1] + " (" + it[2] + ")";
    });
    set = [];
    byId("set").textContent = "";
  }
  function told() {
    byId("set").textContent = set.map(function (it) { return it[0] + " = " + it[1]; }).join("; ");
  }
  function add() {
    var value = byId("value").value.trim(), name = byId("parameter").value;
    if (!value) return;
    set = set.filter(function (it) { return it[0] !== name; });
    set.push([name, value]);
    byId("value").value = "";
    told();
  }
  byId("grant").addEventListener("change", parameters);
  byId("add").addEventListener("click", add);
  byId("ask").addEventListener("click", function () {
    add();
    var at = byId("grant").value.split("/");
    show({ ask: "what-if", decision: offered[Number(at[0])].id, grant: at[1], set: set }, []);
  });

  speak();
  var ready = answer({ ask: "grants" }, []).then(function (it) {
    offered = it.decisions;
    offered.forEach(function (decision, at) {
      decision.grants.forEach(function (grant) {
        var option = byId("grant").appendChild(document.createElement("option"));
        option.value = at + "/" + grant[0];
        option.textContent = decision.id + ": " + grant[1];
      });
    });
    parameters();
  });
  // for the browser test: the same way that the buttons go
  window.statsbidrag = { ready: ready, show: show };
})();
