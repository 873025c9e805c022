// How the demo's page looks: one narrow column, in the reader's own light or dark.
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #151b23) }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc) }
header { position: sticky; top: 0; padding: .5rem 1rem; background: var(--soft); border-bottom: 1px solid var(--line) }
nav { display: flex; gap: .75rem; overflow-x: auto; white-space: nowrap }
main { max-width: 52rem; margin: 0 auto; padding: 0 1rem 4rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem } small { color: light-dark(#59636e, #9198a1); font-weight: normal }
a { color: light-dark(#0969da, #4493f8) } a[aria-current] { font-weight: bold; color: inherit; text-decoration: none }
article, section { margin: 1rem 0; padding: 0 1rem .5rem; border: 1px solid var(--line); border-radius: .5rem }
article > h2, section > h2 { margin: 0 -1rem .5rem; padding: .4rem 1rem; font-size: .9rem; background: var(--soft); border-radius: .5rem .5rem 0 0 }
article h3 { font-size: 1.2rem } p, ul, ol { margin: .5rem 0 }
code, pre { font: .875em ui-monospace, monospace; background: var(--soft); border-radius: .25rem; padding: .1em .3em }
pre { overflow-x: auto; padding: .75rem } .wide { overflow-x: auto }
table { border-collapse: collapse } th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: .25rem solid var(--line) }
.label { display: inline-block; padding: 0 .6rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .85rem }
.problem { padding: .5rem 1rem; border-left: .25rem solid #cf222e; background: var(--soft) }
form { margin: .5rem 0 } label { display: inline-block; margin: .25rem .5rem .25rem 0 }
input, textarea, select, button { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: .4rem; max-width: 100% }
label:has(textarea, input) { display: block } textarea, input:not([type=hidden]) { display: block; width: 100% }
button { min-height: 2.5rem; cursor: pointer; background: var(--soft) }
`;
