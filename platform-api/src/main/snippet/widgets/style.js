// How the widgets look. Colours come in pairs that have at least 4.5 : 1 (text) or 3 : 1 (borders); a site may set the
// custom properties --candor-…; sides are logical, so that right-to-left pages are mirrored.

const LIGHT = "--s:var(--candor-surface,#fff);--t:var(--candor-text,#18212f);--m:var(--candor-muted,#556173);--l:var(--candor-line,#7d8899);--a:var(--candor-accent,#1d4fd7);--i:var(--candor-accent-text,#fff);--q:#f1f4f9;--h:#e2e7ef;--d:#b3261e";
const DARK = "--s:var(--candor-surface,#161c26);--t:var(--candor-text,#eef2f8);--m:var(--candor-muted,#a8b3c4);--l:var(--candor-line,#748196);--a:var(--candor-accent,#8fb4ff);--i:var(--candor-accent-text,#0c1526);--q:#222b38;--h:#303b4b;--d:#ff9d94";

export const CSS = `
:host{all:initial;${LIGHT};font-family:var(--candor-font,inherit);font-size:1rem;line-height:1.55;color:var(--t);text-align:start;color-scheme:light dark;unicode-bidi:isolate}
:host([dir=rtl]){direction:rtl}
@media(prefers-color-scheme:dark){:host{${DARK}}}
*{box-sizing:border-box}
h2,h3,p,ul,dl,dd{margin:0;padding:0}
h2{font-size:1.1875rem;line-height:1.35;font-weight:650;text-wrap:balance}
h3{font-size:.9375rem;line-height:1.4;font-weight:650}
p,dd,li{font-size:.9375rem;overflow-wrap:anywhere}
ul{list-style:none;display:grid;gap:12px}
dl{display:grid;gap:12px}
dt,.m{font-size:.8125rem;color:var(--m)}
b{font-weight:650}
.card{position:fixed;z-index:2147483646;inset-block-end:16px;inset-inline-end:16px;inline-size:26rem;max-inline-size:calc(100vw - 32px);max-block-size:calc(100dvh - 32px);overflow:auto;overscroll-behavior:contain;display:grid;gap:16px;padding:20px;background:var(--s);border:1px solid color-mix(in srgb,var(--l) 45%,transparent);border-radius:var(--candor-radius,16px);box-shadow:0 1px 2px #0b12201f,0 16px 48px #0b122033}
dialog.card{inset:0;margin:auto;inline-size:34rem;padding:24px;color:inherit;gap:24px;block-size:fit-content}
dialog.card:not([open]){display:none}
dialog::backdrop{background:#0b122080}
header{display:flex;gap:12px;align-items:start;justify-content:space-between}
header>*{min-inline-size:0}
section{display:grid;gap:12px}
section+section{border-block-start:1px solid color-mix(in srgb,var(--l) 35%,transparent);padding-block-start:20px}
button,input{font:inherit;font-size:.9375rem;color:inherit;min-block-size:44px;border-radius:calc(var(--candor-radius,16px)*.625);border:1px solid var(--l);background:var(--s)}
button{cursor:pointer;padding:8px 14px;font-weight:550;line-height:1.3;text-align:center;overflow-wrap:anywhere}
button:hover{background:var(--q)}
button[aria-pressed=true]{background:var(--a);border-color:var(--a);color:var(--i)}
button.x{flex:none;inline-size:44px;border-color:transparent;background:none;margin-block:-10px;margin-inline-end:-12px;padding:0;font-size:1.375rem;font-weight:400;color:var(--m)}
button.x:hover{background:var(--q)}
button.link{border-color:transparent;background:none;padding-inline:0;color:var(--a);text-align:start;text-decoration:underline;text-underline-offset:3px}
button.warn{color:var(--d);border-color:var(--d)}
input{padding:8px 12px;inline-size:100%}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
h2:focus-visible,.card:focus-visible{outline:none}
.body{display:grid;gap:16px}
section .body{gap:12px}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:8px}
p:empty{margin-block-start:-12px}
.scale{display:grid;grid-template-columns:repeat(5,1fr);gap:8px}
.ends{display:flex;justify-content:space-between;gap:16px;margin-block-start:-10px}
.box{background:var(--q);border-radius:calc(var(--candor-radius,16px)*.625);padding:12px 14px;display:grid;gap:8px}
.row{display:flex;gap:8px 12px;align-items:center;justify-content:space-between;flex-wrap:wrap}
.row>div:first-child:not(:last-child){flex:1 1 11rem}
.acts{display:grid;gap:8px}
.note{border-inline-start:3px solid var(--a);padding-inline-start:12px}
.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.layer{position:absolute;inset-block-start:0;left:0;inline-size:0;block-size:0;z-index:2147483645}
.badge{position:absolute;inline-size:44px;block-size:44px;padding:0;border:0;background:none;display:grid;place-items:center}
.badge:hover{background:none}
.badge>span{inline-size:24px;block-size:24px;display:grid;place-items:center;border-radius:50%;background:var(--s);color:var(--a);border:1.5px solid var(--a);font:italic 700 14px/1 Georgia,serif;box-shadow:0 1px 4px #0b122040}
.badge:hover>span,.badge[aria-expanded=true]>span{background:var(--a);color:var(--i)}
.badge:focus-visible{outline:none}
.badge:focus-visible>span{outline:3px solid var(--a);outline-offset:2px}
@media(max-width:520px){.card{inset-inline:8px;inset-block-end:8px;inline-size:auto;max-inline-size:none;max-block-size:calc(100dvh - 16px);padding:18px}dialog.card{inset:auto 8px 8px;margin:0;inline-size:auto;padding:18px}}
@media(prefers-reduced-motion:no-preference){.card{animation:up .22s cubic-bezier(.2,.8,.3,1)}@keyframes up{from{transform:translateY(14px)}}}
@media(forced-colors:active){button[aria-pressed=true]{border-width:4px}}
`;
