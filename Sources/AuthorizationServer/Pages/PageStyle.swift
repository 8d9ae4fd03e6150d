/// The one style sheet of the pages. It stands inside each page; the content security policy admits it by its hash.
enum PageStyle {
  static let text = """
    :root{color-scheme:light dark;--ink:#1c2530;--soft:#52606f;--paper:#fff;--ground:#eef1f5;--line:#d5dce4;\
    --go:#0b5cad;--on-go:#fff;--warn:#7a4a00;--warn-ground:#fff4dc}
    @media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#a3b1c0;--paper:#1b222b;--ground:#11161c;\
    --line:#364250;--go:#6cb2ff;--on-go:#0c1722;--warn:#ffd58a;--warn-ground:#3a2d12}}
    *{box-sizing:border-box}
    body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:1.5rem;background:var(--ground);\
    color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
    main{width:100%;max-width:30rem;padding:2rem;background:var(--paper);border:1px solid var(--line);\
    border-radius:.75rem}
    h1{margin:0 0 .75rem;font-size:1.35rem;line-height:1.3;overflow-wrap:anywhere}
    p{margin:0 0 1rem}
    .mark{margin-bottom:1.25rem;padding:.6rem .8rem;border-radius:.5rem;background:var(--warn-ground);color:var(--warn)}
    dl{margin:0 0 1.5rem;border-top:1px solid var(--line)}
    dl div{display:grid;grid-template-columns:8rem 1fr;gap:.75rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere;font-weight:600}
    .choice{display:flex;flex-wrap:wrap;gap:.75rem}
    button{flex:1 1 8rem;padding:.7rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:transparent;\
    color:inherit;font:inherit;font-weight:600;cursor:pointer}
    a.go{flex:1 1 8rem;padding:.7rem 1rem;border:1px solid var(--go);border-radius:.5rem;background:var(--go);\
    color:var(--on-go);font-weight:600;text-align:center;text-decoration:none}
    button.go{background:var(--go);border-color:var(--go);color:var(--on-go)}
    button:focus-visible,a.go:focus-visible{outline:3px solid var(--go);outline-offset:3px}
    .note{margin:1.25rem 0 0;color:var(--soft);font-size:.9rem}
    code{font:.95em ui-monospace,monospace;overflow-wrap:anywhere}
    @media(max-width:26rem){body{padding:.75rem}main{padding:1.25rem}dl{margin-bottom:1rem}\
    dl div{grid-template-columns:1fr;gap:0;padding:.4rem 0}}
    """
}
