/** The main job over HTTP, from a site's first experiment to a verdict. Start at MainJobApiTest. */
package dev.candor.api.journeys;
