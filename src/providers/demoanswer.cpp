// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoanswer.h"

#include "demotemplate.h"
#include "demotopic.h"
#include "tokenestimate.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtEndian>

/// Outside any namespace, as the macro asks; needed because the texts lie in a static library.
static void loadDemoTexts()
{
    Q_INIT_RESOURCE(demotexts);
}

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

QString readText(const QString &path)
{
    static const bool loaded = (loadDemoTexts(), true);
    Q_UNUSED(loaded)
    QFile file(u":/providers/demo/"_s + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The demo text %s is missing", qPrintable(path));
    return QString::fromUtf8(file.readAll()).trimmed();
}

QString fileName(DemoTopic topic)
{
    switch (topic) {
    case DemoTopic::Greeting:
        return u"greeting.md"_s;
    case DemoTopic::Budget:
        return u"budget.md"_s;
    case DemoTopic::Code:
        return u"code.md"_s;
    case DemoTopic::Summary:
        return u"summary.md"_s;
    case DemoTopic::Comparison:
        return u"comparison.md"_s;
    case DemoTopic::Generic:
        break;
    }
    return u"generic.md"_s;
}

quint32 seedOf(const DemoPrompt &prompt, const QString &model)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &text : {prompt.text, prompt.previous, model})
        hash.addData(text.toUtf8() + '\n');
    return qFromBigEndian<quint32>(hash.result().constData());
}

/// Two models, two manners: the one plain, the other eager to point out what matters.
bool isEager(const QString &model)
{
    return model.contains("gemini"_L1, Qt::CaseInsensitive);
}

void setJapaneseVoice(DemoTemplate &blanks, bool eager)
{
    blanks.set(u"hello"_s, eager ? u"こんにちは！お手伝いできてうれしいです。"_s : u"こんにちは。"_s);
    blanks.set(u"opening"_s,
               blanks.pick(eager
                               ? QStringList{u"はい、「[[subject]]」をまとめました。"_s,
                                             u"わかりました！「[[subject]]」を一緒に見ていきましょう。"_s}
                               : QStringList{u"「[[subject]]」についてですね。順に整理します。"_s,
                                             u"ご質問の「[[subject]]」について、要点からお答えします。"_s}));
    blanks.set(u"note"_s,
               eager ? u"> **ポイント**: 迷ったら[[keyword1]]から手をつけると進みやすくなります。\n\n"_s
                     : QString());
    blanks.set(u"closing"_s, eager ? u"さらに詳しく知りたいところがあれば、ぜひ教えてください！"_s
                                   : u"条件が決まっていれば教えてください。それに合わせて直します。"_s);
}

void setEnglishVoice(DemoTemplate &blanks, bool eager)
{
    blanks.set(u"hello"_s, eager ? u"Hello! Great to hear from you."_s : u"Hello."_s);
    blanks.set(u"opening"_s,
               blanks.pick(eager ? QStringList{u"Sure! Let's look at “[[subject]]” together."_s,
                                               u"Great question! Here is “[[subject]]” at a glance."_s}
                                 : QStringList{u"Here is an outline for “[[subject]]”."_s,
                                               u"On “[[subject]]”, the main points first."_s}));
    blanks.set(u"note"_s,
               eager ? u"> **Key point**: when in doubt, begin with [[keyword1]].\n\n"_s : QString());
    blanks.set(u"closing"_s, eager ? u"Want me to go deeper into any of these?"_s
                                   : u"If you tell me your constraints, I can adapt this."_s);
}

void setRecall(DemoTemplate &blanks, const DemoPrompt &prompt, DemoLanguage language)
{
    const QString before = demoSubjectOf(prompt.previous);
    if (before.isEmpty() || prompt.previous == prompt.text)
        blanks.set(u"recall"_s, QString());
    else if (language == DemoLanguage::Japanese)
        blanks.set(u"recall"_s, u"先ほどの「%1」も踏まえています。"_s.arg(before));
    else
        blanks.set(u"recall"_s, u"This builds on “%1”."_s.arg(before));
}

void setWords(DemoTemplate &blanks, const DemoPrompt &prompt, DemoLanguage language)
{
    const QString subject = demoSubjectOf(prompt.text);
    const QStringList keywords = demoKeywordsOf(prompt.text, language);
    blanks.set(u"subject"_s, subject.isEmpty() ? keywords.first() : subject);
    for (qsizetype i = 0; i < keywords.size(); ++i)
        blanks.set(u"keyword%1"_s.arg(i + 1), keywords.at(i));
}

} // namespace

QString composeDemoAnswer(const DemoPrompt &prompt, const QString &model)
{
    const DemoLanguage language = demoLanguageOf(prompt.text);
    const bool japanese = language == DemoLanguage::Japanese;
    DemoTemplate blanks(seedOf(prompt, model));
    setWords(blanks, prompt, language);
    japanese ? setJapaneseVoice(blanks, isEager(model)) : setEnglishVoice(blanks, isEager(model));
    setRecall(blanks, prompt, language);

    const DemoTopic topic = demoTopicOf(prompt.text);
    if (topic == DemoTopic::Code) {
        const QString codeLanguage = demoCodeLanguageOf(prompt.text);
        blanks.set(u"codelanguage"_s, codeLanguage);
        blanks.set(u"snippet"_s, readText(u"code/"_s + codeLanguage + u".txt"_s));
    }
    const QString text = readText((japanese ? u"ja/"_s : u"en/"_s) + fileName(topic));
    // Twice, since words such as the opening have blanks of their own.
    return blanks.expand(blanks.expand(text)).trimmed();
}

QString firstTokens(const QString &text, std::int64_t tokens)
{
    qsizetype fits = 0;
    qsizetype tooLong = text.size() + 1;
    while (tooLong - fits > 1) {
        const qsizetype middle = fits + (tooLong - fits) / 2;
        (estimateTokens(text.left(middle).toUtf8()) <= tokens ? fits : tooLong) = middle;
    }
    const bool splitsPair = fits > 0 && fits < text.size() && text.at(fits).isLowSurrogate();
    return text.left(splitsPair ? fits - 1 : fits);
}

QStringList demoPieces(const QString &text)
{
    QStringList pieces;
    qsizetype start = 0;
    const auto isWide = [&text](qsizetype i) { return text.at(i).unicode() >= 0x2e80; };
    for (qsizetype i = 1; i <= text.size(); ++i) {
        const bool atEnd = i == text.size();
        const bool afterSpace = !atEnd && text.at(i - 1).isSpace() && !text.at(i).isSpace();
        const bool afterLetters =
            isWide(i - 1) && i - start >= 1 + (start % 3) && !text.at(i - 1).isHighSurrogate();
        if (!atEnd && !afterSpace && !afterLetters)
            continue;
        pieces.append(text.mid(start, i - start));
        start = i;
    }
    return pieces;
}

} // namespace sekisho::providers
