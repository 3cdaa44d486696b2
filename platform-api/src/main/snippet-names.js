/**
 * @fileoverview Global names that the snippet uses and the compiler does not know of; any other unknown name fails the build.
 * @externs
 */
var matchMedia, innerWidth, innerHeight, scrollY, localStorage;
function addEventListener(type, listener) {}
function dispatchEvent(event) {}

/** import(), which the build puts in: see more.js. */
function __import__(address) {}

/** What an output wrapper exports: see platform-api/pom.xml. */
var exported;
