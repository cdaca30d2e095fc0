"""The Python of the lesson that is open."""

ASK = """async (code) => {
  const kernel = window.lesson.sessionContext.session?.kernel;
  if (!kernel) return '';
  const late = new Promise((_, no) => setTimeout(no, 60000, new Error('Python does not answer')));
  const asked = kernel.requestExecute({code});
  let said = '';
  asked.onIOPub = ({content}) => { said += content.text ?? content.evalue ?? ''; };
  await Promise.race([asked.done, late]);
  return said.trim();
}"""


def python(page, code):
    """Let the lesson's Python run code to its end, and return what it prints or goes wrong with."""
    return page.evaluate(ASK, code)
