extension ScheduleHistory {
  /// A page that shows every step, and the generated code beside the loop nest it came from; it needs
  /// nothing but itself.
  ///
  /// Steps can be walked with the arrow keys.
  public func page(title: String, code: String? = nil) -> String {
    var sections: [String] = []
    for step in steps where step.changesProgram {
      let rows = step.rows.map { row in
        let kind =
          row.isSame
          ? ""
          : row.left == nil
            ? " class=\"added\""
            : row.right == nil ? " class=\"removed\"" : " class=\"changed\""
        return "<tr\(kind)><td>\(Self.escaped(row.left ?? ""))</td>"
          + "<td>\(Self.escaped(row.right ?? ""))</td></tr>"
      }
      sections.append(
        """
        <section><h2><code>\(Self.escaped(step.call))</code></h2>
        <table>\(rows.joined(separator: "\n"))</table></section>
        """)
    }
    if let code {
      let nest = (steps.last?.after ?? []).map(Self.escaped).joined(separator: "\n")
      sections.append(
        """
        <section><h2>Generated code</h2><div class="beside"><pre>\(nest)</pre>
        <pre>\(Self.escaped(code))</pre></div></section>
        """)
    }
    return """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><title>\(Self.escaped(title))</title>
      <style>\(Self.style)</style>
      <h1>\(Self.escaped(title))</h1>
      \(sections.joined(separator: "\n"))
      <script>\(Self.script)</script>
      </html>

      """
  }

  private static let style = """
    body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
    h2 { font-size: 15px; margin: 2em 0 .5em; padding-top: .5em; border-top: 1px solid #ccc }
    table { border-collapse: collapse; width: 100%; table-layout: fixed }
    td, pre { font: 12px/1.35 ui-monospace, monospace; white-space: pre-wrap; vertical-align: top }
    td { padding: 0 .6em; width: 50% }
    td + td { border-left: 1px solid #ccc }
    .added td:last-child, .changed td:last-child { background: #dff3df }
    .removed td:first-child, .changed td:first-child { background: #f9dede }
    .beside { display: grid; grid-template-columns: 1fr 1fr; gap: 1em }
    .beside pre { max-height: 80vh; overflow: auto; margin: 0 }
    section.current h2 { color: #0050b0 }
    @media (prefers-color-scheme: dark) {
      body { background: #181818; color: #ddd }
      .added td:last-child, .changed td:last-child { background: #1d3a1d }
      .removed td:first-child, .changed td:first-child { background: #4a2020 }
    }
    """

  private static let script = """
    const all = [...document.querySelectorAll("section")]; let at = -1;
    addEventListener("keydown", e => {
      const d = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
      if (!d || !all.length) return;
      all[at]?.classList.remove("current");
      at = Math.min(all.length - 1, Math.max(0, at + d));
      all[at].classList.add("current");
      all[at].scrollIntoView({ block: "start" });
    });
    """

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
