// A shop as people write it: elements that change, come and go, and routes without a new document. Nothing here knows of experiments but
// the two lines that use candor.js.
import { useEffect, useState, useSyncExternalStore } from "react";
import { candor, useDecision } from "./candor.js";

const listeners = new Set();
const subscribe = (listener) => {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
};

function go(event) {
  event.preventDefault();
  history.pushState(null, "", event.target.href);
  listeners.forEach((each) => each());
}

export function App({ path }) {
  const route = useSyncExternalStore(subscribe, () => location.pathname, () => path);
  useEffect(() => void candor(), []);
  return (
    <>
      <nav>
        <a id="home" href="/" onClick={go}>Home</a> <a id="cart" href="/cart" onClick={go}>Cart</a>
      </nav>
      {route === "/cart" ? <Cart /> : <Home />}
    </>
  );
}

function Cart() {
  return (
    <main>
      <h1 id="hero">Your cart</h1>
    </main>
  );
}

function Home() {
  const [count, setCount] = useState(0);
  const [open, setOpen] = useState(true);
  return (
    <main>
      <h1 id="hero">Our new shoes</h1>
      <button id="more" onClick={() => setCount(count + 1)}>More</button>
      <button id="toggle" onClick={() => setOpen(!open)}>Toggle</button>
      <p id="count">Seen {count} times</p>
      <p id="title">{count < 2 ? "Few" : "Many"}</p>
      <div id="offer">{open ? <b>Offer</b> : "Sold out"} of the day</div>
      <a id="buy" href="/buy" className={count % 2 ? "odd" : "even"}>Buy</a>
      {open && <p id="note">A note</p>}
      <ul id="list">
        {[...Array(count + 1).keys()].map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <Flag />
    </main>
  );
}

function Flag() {
  const decision = useDecision("flag");
  return <p id="flag">{`${decision?.payload.words ?? "plain"}, ${decision?.variant ?? "nobody's"}`}</p>;
}
