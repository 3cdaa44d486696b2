package dev.candor.domain.attribute;

/** What a visitor reads before they answer, in one language; none is blank. */
public record AttributeTexts(
        String label, String whyWeAsk, String whyYouWouldAgree, String whatYouGet, String recipients) {}
