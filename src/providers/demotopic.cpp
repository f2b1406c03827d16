// SPDX-License-Identifier: GPL-3.0-or-later
#include "demotopic.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype LongestSubject = 40;

bool names(const QString &text, const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption).match(text).hasMatch();
}

/// A greeting is short; "Hello, please compare ..." is not one.
bool isGreeting(const QString &text)
{
    return text.size() < 24 &&
           names(text, u"^\\s*(hi|hello|hey|good (morning|afternoon|evening)|thanks|こんにち|おはよう"
                       "|こんばん|はじめまして|やあ|ありがとう)"_s);
}

QStringList generalWords(DemoLanguage language)
{
    if (language == DemoLanguage::Japanese)
        return {u"現状"_s, u"課題"_s, u"対応"_s};
    return {u"the scope"_s, u"the cost"_s, u"the timing"_s};
}

QRegularExpression keywordPattern(DemoLanguage language)
{
    if (language == DemoLanguage::Japanese)
        return QRegularExpression(
            u"[\\p{Han}々]{2,8}|[\\p{Katakana}ー]{3,14}|[A-Za-z][A-Za-z0-9.+#-]{2,20}"_s);
    return QRegularExpression(u"[A-Za-z][A-Za-z0-9.+#'-]{3,24}"_s);
}

bool isPlainWord(const QString &word)
{
    static const QSet<QString> plain{
        u"about"_s,     u"after"_s,   u"also"_s,   u"between"_s, u"could"_s,  u"compare"_s, u"does"_s,
        u"each"_s,      u"explain"_s, u"from"_s,   u"give"_s,    u"have"_s,   u"hello"_s,   u"into"_s,
        u"make"_s,      u"more"_s,    u"please"_s, u"show"_s,    u"should"_s, u"some"_s,    u"summarise"_s,
        u"summarize"_s, u"summary"_s, u"tell"_s,   u"that"_s,    u"their"_s,  u"them"_s,    u"then"_s,
        u"there"_s,     u"this"_s,    u"what"_s,   u"when"_s,    u"where"_s,  u"which"_s,   u"will"_s,
        u"with"_s,      u"would"_s,   u"write"_s,  u"your"_s,    u"table"_s,  u"要約"_s,    u"比較"_s,
        u"教えて"_s,    u"説明"_s,    u"作成"_s,   u"違い"_s,    u"一覧"_s,   u"方法"_s};
    return plain.contains(word.toLower());
}

} // namespace

DemoLanguage demoLanguageOf(const QString &text)
{
    return names(text, u"[\\p{Han}\\p{Hiragana}\\p{Katakana}]"_s) ? DemoLanguage::Japanese
                                                                  : DemoLanguage::English;
}

DemoTopic demoTopicOf(const QString &text)
{
    static const std::array<std::pair<DemoTopic, QString>, 4> topics{{
        {DemoTopic::Code, u"code|function|script|program|\\bsql\\b|python|javascript|typescript|c\\+\\+|bash"
                          "|コード|関数|プログラム|スクリプト|実装"_s},
        {DemoTopic::Summary, u"summar|in short|tl;?dr|要約|まとめ|要点"_s},
        {DemoTopic::Comparison, u"compar|differ|versus|\\bvs\\b|better|比較|違い|どちら|比べ"_s},
        {DemoTopic::Budget,
         u"budget|cost|expense|spend|price|forecast|table|予算|費用|経費|コスト|見積|料金|表に|一覧"_s},
    }};
    if (isGreeting(text))
        return DemoTopic::Greeting;
    for (const auto &[topic, pattern] : topics) {
        if (names(text, pattern))
            return topic;
    }
    return DemoTopic::Generic;
}

QString demoCodeLanguageOf(const QString &text)
{
    static const std::array<std::pair<QString, QString>, 4> languages{{
        {u"javascript"_s, u"javascript|typescript|node\\.?js|\\bjs\\b"_s},
        {u"sql"_s, u"\\bsql\\b|select |クエリ|sqlite|postgres"_s},
        {u"cpp"_s, u"c\\+\\+|\\bcpp\\b|\\bqt\\b"_s},
        {u"bash"_s, u"bash|shell|シェル"_s},
    }};
    for (const auto &[language, pattern] : languages) {
        if (names(text, pattern))
            return language;
    }
    return u"python"_s;
}

QString demoSubjectOf(const QString &text)
{
    static const QRegularExpression markup(u"[*_`#|<>\\[\\]]+"_s);
    static const QRegularExpression closing(u"[\\s。．.!！?？、,:：]+$"_s);
    QString line = text.trimmed().section(u'\n', 0, 0);
    line = line.remove(markup).simplified();
    if (line.size() > LongestSubject)
        return line.left(LongestSubject).trimmed() + u'…';
    return line.remove(closing);
}

QStringList demoKeywordsOf(const QString &text, DemoLanguage language)
{
    static const QRegularExpression marks(u"^[、。，．]+|[、。，．]+$"_s);
    QStringList words;
    for (auto it = keywordPattern(language).globalMatch(text); it.hasNext() && words.size() < 3;) {
        const QString word = it.next().captured().remove(marks);
        if (!word.isEmpty() && !isPlainWord(word) && !words.contains(word))
            words.append(word);
    }
    for (const QString &word : generalWords(language)) {
        if (words.size() < 3 && !words.contains(word))
            words.append(word);
    }
    return words;
}

} // namespace sekisho::providers
