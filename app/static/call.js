// A call: the buyer's line is spoken where the browser has a voice, the time is shown, an answer may be spoken.
// Without a voice, an ear or this script the page works by reading and typing.
addEventListener("DOMContentLoaded", () => {
  const call = document.querySelector("[data-call]");
  if (!call) return;
  const part = (name) => call.querySelector(`[data-${name}]`);
  const say = (text) => { const box = part("status"); if (box) box.textContent = text; };
  const voice = window.speechSynthesis;
  const words = part("words");
  const line = call.dataset.line;

  const speak = () => {
    if (!voice || !words) return;
    voice.cancel();
    const spoken = new SpeechSynthesisUtterance(words.textContent);
    spoken.lang = call.dataset.voice;
    spoken.rate = Number(call.dataset.rate) || 1;
    const like = voice.getVoices().find((each) => each.lang.replace("_", "-") === spoken.lang);
    if (like) spoken.voice = like;
    voice.speak(spoken);
  };

  // Listening practice: the words stay hidden until they are wanted; the choice is kept in this browser.
  const hide = part("hide");
  const keep = (on) => { try { localStorage.setItem("call-hide", on ? "1" : ""); } catch { /* no store */ } };
  const kept = () => { try { return localStorage.getItem("call-hide") === "1"; } catch { return false; } };
  const isMute = () => !(voice && voice.getVoices().length);
  const veil = (on) => {
    if (!words) return;
    const isHidden = on && !isMute(); // nobody is left without words and without a voice
    words.classList.toggle("visually-hidden", isHidden);
    part("hidden").hidden = !isHidden;
    say(on && isMute() ? call.dataset.sayNoVoice : "");
  };
  if (hide) {
    hide.checked = Boolean(voice) && kept();
    veil(hide.checked);
    hide.addEventListener("change", () => { keep(hide.checked); veil(hide.checked); });
    voice?.addEventListener?.("voiceschanged", () => veil(hide.checked)); // many browsers load theirs late
  }
  const again = part("again");
  if (voice && again && words) {
    again.hidden = false;
    again.addEventListener("click", speak);
    // Each line is spoken once by itself; a page that is only looked at again stays quiet.
    const heard = `call-${location.pathname}-${line}`;
    let isNew = true;
    try { isNew = !sessionStorage.getItem(heard); sessionStorage.setItem(heard, "1"); } catch { /* no store */ }
    if (isNew) speak();
  }
  if (!call.dataset.asks) return;

  // The time: begun by the server, shown here, told to those who hear the page at half, at ten, at the end.
  const began = performance.now();
  const before = Number(call.dataset.taken) || 0;
  const given = Number(call.dataset.given) || 0;
  const taken = () => before + (performance.now() - began) / 1000;
  const bar = part("bar");
  const clock = part("clock");
  const told = new Set();
  let isSent = false;
  const tick = () => {
    const left = Math.max(0, Math.ceil(given - taken()));
    if (bar) bar.value = left;
    if (clock) clock.textContent = clock.textContent.replace(/\d+/, String(left));
    bar?.parentElement.classList.toggle("short", left <= 10);
    for (const at of [30, 10]) {
      if (left === at && !told.has(at)) { told.add(at); say(call.dataset.sayLeft.replace("{n}", String(left))); }
    }
    if (left === 0 && !isSent && call.dataset.may) {
      const typed = part("said");
      say(call.dataset.sayOver);
      isSent = true;
      if (typed && typed.value.trim()) typed.form.requestSubmit();
      else {
        const form = document.getElementById("wait-form");
        form.elements.kind.value = "silence";
        setTimeout(() => form.requestSubmit(), 1200);
      }
    }
  };
  tick();
  setInterval(tick, 500);
  for (const form of call.querySelectorAll("form")) {
    form.addEventListener("submit", () => {
      isSent = true;
      voice?.cancel();
      const page = form.elements.page_seconds;
      if (page) { page.disabled = false; page.value = taken().toFixed(1); }
    });
  }

  const typed = part("said");
  const origin = call.querySelector("input[name=origin]");
  if (typed) {
    typed.focus();
    typed.addEventListener("paste", () => { origin.value = "pasted"; });
  }
  const Ear = window.SpeechRecognition || window.webkitSpeechRecognition;
  const button = part("speak");
  if (Ear && button && typed) {
    button.hidden = false;
    button.addEventListener("click", () => {
      voice?.cancel();
      const ear = new Ear();
      ear.lang = call.dataset.voice;
      ear.interimResults = false;
      ear.onstart = () => say(call.dataset.sayListening);
      ear.onerror = () => say(call.dataset.sayNoEar);
      ear.onresult = (event) => {
        const heardWords = Array.from(event.results, (result) => result[0].transcript).join(" ");
        typed.value = `${typed.value} ${heardWords}`.trim();
        origin.value = "spoken";
        say(call.dataset.sayHeard);
        typed.focus();
      };
      try { ear.start(); } catch { say(call.dataset.sayNoEar); }
    });
  }
});
