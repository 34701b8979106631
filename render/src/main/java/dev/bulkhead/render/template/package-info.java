/// Go templates as trees: a lexer and a parser of what Helm's template files may hold.
///
/// - Door: `Template.read`. In: a template's text. Out: a tree in which every part knows its place
///   and that prints itself back byte for byte, or the place and the reason of the first fault.
/// - The grammar is that of Go's `text/template/parse` (`lex.go`, `parse.go`); functions and
///   variables are not looked up, which is the renderer's matter.
/// - Hostile input is bounded: nesting has a limit, and time grows with the length of the text.
/// - May use: nothing.
@NullMarked
package dev.bulkhead.render.template;

import org.jspecify.annotations.NullMarked;
