/**
 * The little JSON that Percept reads and writes: network descriptions, headers of saved models, and streams of training events.
 *
 * <p>Reading ({@link io.percept.json.JsonValue#parse}) accepts RFC 8259 and nothing beyond it. What it accepts becomes an immutable
 * {@link io.percept.json.JsonValue}; {@link io.percept.json.JsonObject} has accessors for readers of descriptions, whose errors
 * name the member by its path. Writing is {@code toString()}, one line, or {@link io.percept.json.JsonValue#toPrettyString()}.
 */
package io.percept.json;
