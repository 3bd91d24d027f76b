/* YAML on one line, the way the engine's own writer puts it (PyYAML): a text is bare where it can be, else in quotes. */
const OTHER_TYPES = [
  /^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL|<<|=|)$/,
  /^[-+]?(0b[0-1_]+|0[0-7_]+|(0|[1-9][0-9_]*)|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)$/,
  /^([-+]?([0-9][0-9_]*)\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/,
  /^\d{4}-\d\d?-\d\d?(([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)?$/,
];

/* A text as a scalar; `flow` where it stands inside brackets. */
function yamlScalar(text, flow = false) {
  if (/[^\n\x20-\x7e\x85\xa0-\ud7ff\ud800-\udfff\ue000-\ufffd]|\ufeff|[\n\x85\u2028\u2029]/.test(text)) return JSON.stringify(text);
  const bare = text !== "" && !/^\s|\s$/.test(text) && !/^(---|\.\.\.)/.test(text) && !/^[#,[\]{}&*!|>'"%@`]/.test(text) && !/^-(\s|$)/.test(text)
    && !/^[?:](\s|$)/.test(text) && !/:(\s|$)/.test(text) && !/\s#/.test(text) && !(flow && /^[?:]|[,?[\]{}:]/.test(text)) && !OTHER_TYPES.some((type) => type.test(text));
  return bare ? text : `'${text.replaceAll("'", "''")}'`;
}

const yamlList = (texts) => `[${texts.map((text) => yamlScalar(text, true)).join(", ")}]`;

/* What was typed as a number: bare where YAML reads it as that number, else as the text that it is. */
const yamlNumber = (text) => (/^[-+]?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : yamlScalar(text));
const yamlItem = (text) => (/^[-+]?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : yamlScalar(text, true));

/* A file of parts: each place with its value, or as it was handed out. */
function fileOf(parts, values) {
  return parts.map((part) => (typeof part === "string" ? part : values[part.name] == null ? part.open : part.before + values[part.name] + part.after)).join("");
}
