package dev.candor.domain.experiment;

/**
 * One change to the page.
 *
 * @param selector  a CSS selector; empty for a redirect
 * @param attribute the attribute's name, for {@link ChangeKind#ATTR}; otherwise empty
 * @param value     the text, class, attribute value or address; empty where none is needed
 */
public record Change(ChangeKind kind, String selector, String attribute, String value) {}
