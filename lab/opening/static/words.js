// What the opening of a lesson says, in the lesson's language.
export const WORDS = {
  sv: {
    starting: "Lektionen startar …",
    stopped: "Python har stannat, så formulären svarar inte. Dina sparade svar finns kvar.",
    again: "Starta lektionen igen",
    asks: "Lektionen startar inte av sig själv här, för i mappen ligger annat än lektioner. Starta den om du litar på filerna.",
    start: "Starta lektionen",
    failed: "Lektionen kunde inte starta: {why}",
    show: "Visa kod",
    hide: "Dölj kod",
  },
  en: {
    starting: "The lesson is starting …",
    stopped: "Python has stopped, so the forms do not answer. Your saved answers are still there.",
    again: "Start the lesson again",
    asks: "The lesson does not start by itself here, as there is more than lessons in its folder. Start it if you trust the files.",
    start: "Start the lesson",
    failed: "The lesson could not start: {why}",
    show: "Show code",
    hide: "Hide code",
  },
};
