// The editor of the code that runs, made of CodeMirror; esbuild makes one file of it for the site.
//
//   const editor = open(place, text, run)    in a shadow tree, whose styles no other style sheet touches
//   editor.text, editor.text = "..."         what is written there
//   editor.mark(line, words)                 point at a line; line 0 points at none
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The colours are those of the site, which change with its scheme.
const theme = EditorView.theme({
  "&": { color: "var(--kd-text)", backgroundColor: "var(--kd-paper)", fontSize: "13px", maxHeight: "28em" },
  "&.cm-focused": { outline: "2px solid var(--kd-accent)" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family, monospace)", overflow: "auto" },
  ".cm-gutters": { color: "var(--kd-muted)", backgroundColor: "var(--kd-card)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--kd-accent) 8%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--kd-text)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--kd-accent) 25%, transparent)",
  },
  ".cm-tooltip": { color: "var(--kd-text)", backgroundColor: "var(--kd-paper)", borderColor: "var(--kd-edge)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--kd-training)" },
  { tag: [tags.string, tags.docString], color: "var(--kd-model)" },
  { tag: tags.comment, color: "var(--kd-muted)", fontStyle: "italic" },
  { tag: [tags.number, tags.bool], color: "var(--kd-validation)" },
  { tag: tags.function(tags.definition(tags.variableName)), fontWeight: "600" },
]);

// Tab is not taken, so that the keyboard can leave; Ctrl-] and Ctrl-[ indent.
function state(text, run) {
  const keys = keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...defaultKeymap, ...historyKeymap]);
  const name = EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "The code that runs, Python. Control and Enter run it." });
  const language = [python(), indentUnit.of("    "), indentOnInput(), bracketMatching(), syntaxHighlighting(colours)];
  const looks = [lineNumbers(), lintGutter(), drawSelection(), highlightActiveLine(), theme];
  return EditorState.create({ doc: text, extensions: [keys, name, history(), ...language, ...looks] });
}

export function open(place, text, run) {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  root.replaceChildren();
  const view = new EditorView({ state: state(text, run), parent: root, root });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark(line, message) {
      const at = line > 0 && line <= view.state.doc.lines ? view.state.doc.line(line) : null;
      const found = at ? [{ from: at.from, to: at.to, severity: "error", message }] : [];
      view.dispatch(setDiagnostics(view.state, found));
      if (at) view.dispatch({ effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
    },
    focus: () => view.focus(),
  };
}
