// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sekisho::providers {

enum class DemoLanguage { Japanese, English };
enum class DemoTopic { Greeting, Budget, Code, Summary, Comparison, Generic };

/// Japanese if there is any kana or ideograph.
DemoLanguage demoLanguageOf(const QString &text);
DemoTopic demoTopicOf(const QString &text);
/// "python", "javascript", "sql", "cpp" or "bash", whichever the text names; Python if it names none.
QString demoCodeLanguageOf(const QString &text);

/// The first line, cut to a length that can be quoted, without Markdown and the punctuation at its end.
QString demoSubjectOf(const QString &text);
/// Words of the text worth repeating, at least three: where it has fewer, general ones follow.
QStringList demoKeywordsOf(const QString &text, DemoLanguage language);

} // namespace sekisho::providers
