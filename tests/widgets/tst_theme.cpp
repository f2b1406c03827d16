// SPDX-License-Identifier: GPL-3.0-or-later
#include <widgets/theme/icon.h>
#include <widgets/theme/stylesheet.h>
#include <widgets/theme/theme.h>

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(qApp); }
    void textStandsOutFromItsGround_data();
    void textStandsOutFromItsGround();
    void metersStandOutFromTheirRow();
    void everyTokenOfTheStyleSheetIsFilled();
    void liveSwitchReachesOpenWidgets();
    void sameLookAgainSaysNothing();
    void iconsFollowTheScheme();
    void everyIconFileDraws();
    void unknownIconIsNull();
    void namesOfSchemesComeBack();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestTheme::textStandsOutFromItsGround_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        const Colors &c = Colors::of(scheme);
        const auto row = [&](const char *what, const QColor &ink, const QColor &ground) {
            QTest::addRow("%s in the %s scheme", what, qPrintable(nameOf(scheme))) << ink << ground;
        };
        row("text on paper", c.text, c.paper);
        row("text on a selected row", c.text, c.accentSoft);
        row("text on a hovered row", c.text, c.hover);
        row("quiet text on paper", c.quiet, c.paper);
        row("quiet text on a panel", c.quiet, c.panel);
        row("quiet text on a sheet", c.quiet, c.raised);
        row("links on paper", c.accent, c.paper);
        row("links on an accent notice", c.accent, c.accentSoft);
        row("the primary button's text", c.onAccent, c.accent);
        row("good on paper", c.good, c.paper);
        row("good on its soft ground", c.good, c.goodSoft);
        row("warn on paper", c.warn, c.paper);
        row("warn on its soft ground", c.warn, c.warnSoft);
        row("bad on paper", c.bad, c.paper);
        row("bad on its soft ground", c.bad, c.badSoft);
    }
}

void TestTheme::textStandsOutFromItsGround()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QVERIFY2(contrastRatio(ink, ground) >= 4.5, qPrintable(QString::number(contrastRatio(ink, ground))));
}

void TestTheme::metersStandOutFromTheirRow()
{
    for (Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        const Colors &c = Colors::of(scheme);
        for (const QColor &ground : {c.paper, c.accentSoft, c.hover})
            QVERIFY2(contrastRatio(c.track, ground) >= 1.3, qPrintable(nameOf(scheme)));
        for (const QColor &filled : {c.accent, c.warn, c.bad})
            QVERIFY2(contrastRatio(filled, c.track) >= 1.8, qPrintable(nameOf(scheme)));
    }
}

void TestTheme::everyTokenOfTheStyleSheetIsFilled()
{
    for (Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        const QString sheet = styleSheetFor(scheme);
        QVERIFY(!sheet.isEmpty());
        QVERIFY(!sheet.contains(u'@'));
        const QString glyph = u":/glyphs/check-%1.svg"_s.arg(nameOf(scheme));
        QVERIFY(sheet.contains(glyph));
        QVERIFY(QFile::exists(glyph));
    }
}

void TestTheme::liveSwitchReachesOpenWidgets()
{
    m_theme->apply({.scheme = Scheme::Light});
    QLabel label(u"text"_s);
    label.show();
    QSignalSpy changed(m_theme.get(), &Theme::lookChanged);
    m_theme->setScheme(Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(label.palette().color(QPalette::WindowText), Colors::of(Scheme::Dark).text);
    QCOMPARE(Colors::current().paper, Colors::of(Scheme::Dark).paper);
    m_theme->setScheme(Scheme::HighContrast);
    QCOMPARE(Colors::current().accent, Colors::of(Scheme::HighContrast).accent);
}

void TestTheme::sameLookAgainSaysNothing()
{
    m_theme->apply({.scheme = Scheme::Light});
    QSignalSpy changed(m_theme.get(), &Theme::lookChanged);
    m_theme->setScheme(Scheme::Light);
    m_theme->setDensity(Density::Comfortable);
    QCOMPARE(changed.count(), 0);
}

void TestTheme::iconsFollowTheScheme()
{
    const QIcon icon = Icon::get(u"key"_s, Icon::Tint::Ink);
    m_theme->setScheme(Scheme::Light);
    const QImage light = icon.pixmap(16, 16).toImage();
    m_theme->setScheme(Scheme::Dark);
    QVERIFY(icon.pixmap(16, 16).toImage() != light);
}

void TestTheme::everyIconFileDraws()
{
    const QStringList files = QDir(u":/icons"_s).entryList();
    QVERIFY(files.size() > 30);
    for (const QString &file : files) {
        const QImage image = Icon::get(file.chopped(4)).pixmap(20, 20).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height() && !drawn; ++y)
            for (int x = 0; x < image.width() && !drawn; ++x)
                drawn = image.pixelColor(x, y).alpha() > 0;
        QVERIFY2(drawn, qPrintable(file));
    }
}

void TestTheme::unknownIconIsNull()
{
    QVERIFY(Icon::get(u"no-such-icon"_s).isNull());
}

void TestTheme::namesOfSchemesComeBack()
{
    for (Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast})
        QCOMPARE(schemeNamed(nameOf(scheme)), scheme);
    QCOMPARE(schemeNamed(u"nonsense"_s), Scheme::Light);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
