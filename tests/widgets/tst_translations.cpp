// SPDX-License-Identifier: GPL-3.0-or-later
#include <widgets/shell/language.h>

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

class TestTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTextIsTranslated();
    void everyTextOfTheFormsIsTranslated();
    void placeholdersSurvive();
    void unknownLanguageFallsBack();
    void pluralsAreEnglishAndJapanese();

private:
    struct Entry {
        QString context;
        QString source;
        QString translation;
        bool finished = true;
    };
    static QList<Entry> readEntries();
};

QList<TestTranslations::Entry> TestTranslations::readEntries()
{
    QFile file(QStringLiteral(SEKISHO_TRANSLATIONS "/sekisho_ja.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Entry> entries;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"source")
            entries.append({context, xml.readElementText(), {}, true});
        else if (xml.name() == u"translation") {
            entries.last().finished = xml.attributes().value(u"type"_s) != u"unfinished"_s;
            entries.last().translation =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return entries;
}

void TestTranslations::everyTextIsTranslated()
{
    const QList<Entry> entries = readEntries();
    QVERIFY(entries.size() > 400);
    for (const Entry &entry : entries)
        QVERIFY2(entry.finished && !entry.translation.isEmpty(),
                 qPrintable(entry.context + u": "_s + entry.source));
}

namespace {

/// Context and text of what a form shows.
QList<std::pair<QString, QString>> textsOf(const QString &form)
{
    QFile file(form);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<std::pair<QString, QString>> texts;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"class" && context.isEmpty())
            context = xml.readElementText();
        else if (xml.name() == u"string" && xml.attributes().value(u"notr"_s) != u"true"_s)
            texts.append({context, xml.readElementText()});
    }
    return texts;
}

} // namespace

void TestTranslations::everyTextOfTheFormsIsTranslated()
{
    QSet<std::pair<QString, QString>> known;
    for (const Entry &entry : readEntries())
        known.insert({entry.context, entry.source});
    int forms = 0;
    QDirIterator each(QStringLiteral(SEKISHO_FORMS), {u"*.ui"_s}, QDir::Files, QDirIterator::Subdirectories);
    for (; each.hasNext(); ++forms) {
        for (const auto &text : textsOf(each.next()))
            QVERIFY2(text.second.isEmpty() || known.contains(text),
                     qPrintable(text.first + u": "_s + text.second));
    }
    QVERIFY(forms > 5);
}

void TestTranslations::placeholdersSurvive()
{
    for (const Entry &entry : readEntries())
        for (const QString &mark : {u"%1"_s, u"%2"_s, u"%3"_s, u"%n"_s})
            QVERIFY2(entry.source.contains(mark) == entry.translation.contains(mark),
                     qPrintable(entry.context + u": "_s + entry.source));
}

void TestTranslations::unknownLanguageFallsBack()
{
    Language language;
    QSignalSpy changed(&language, &Language::changed);
    language.use(u"ja"_s);
    language.use(u"ja"_s);
    QCOMPARE(changed.count(), 1);
    language.use(u"tlh"_s);
    QVERIFY(Language::available().contains(language.code()));
}

void TestTranslations::pluralsAreEnglishAndJapanese()
{
    const auto traces = [](int count) {
        return QCoreApplication::translate("sekisho::widgets::SessionView", "%n trace(s)", nullptr, count);
    };
    Language language;
    language.use(u"en"_s);
    QCOMPARE(traces(1), u"1 trace"_s);
    QCOMPARE(traces(3), u"3 traces"_s);
    language.use(u"ja"_s);
    QCOMPARE(traces(3), u"トレース 3 件"_s);
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
