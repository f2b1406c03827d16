// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/sealedvalue.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::SecretString;
using secrets::SealedValue;

namespace {

const SecretString SaltKey(u"salt-key-0123456789abcdef"_s);

} // namespace

class TestSealedValue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesOutAsItWentIn_data();
    void comesOutAsItWentIn();
    void neverLooksTheSameTwice();
    void opensOnlyWithItsKeyAndPlace();
    void noticesEveryChangedBit();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
    void needsASaltKey();
};

void TestSealedValue::comesOutAsItWentIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a key") << u"sk-abcdef"_s;
    QTest::newRow("Japanese") << u"秘密の鍵🙂"_s;
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("a long text") << QString(100000, u'x');
}

void TestSealedValue::comesOutAsItWentIn()
{
    QFETCH(QString, text);
    const auto sealed = SealedValue::seal(SecretString(text), SaltKey, u"here"_s);
    QVERIFY(sealed);
    const auto read = SealedValue::fromText(sealed->toText());
    QVERIFY(read);
    const auto opened = read->open(SaltKey, u"here"_s);
    QVERIFY(opened);
    QCOMPARE(opened->reveal(), text);
    QVERIFY(text.isEmpty() || !sealed->toText().contains(text));
}

void TestSealedValue::neverLooksTheSameTwice()
{
    const SecretString secret(u"same"_s);
    QVERIFY(SealedValue::seal(secret, SaltKey, u"x"_s)->toText() !=
            SealedValue::seal(secret, SaltKey, u"x"_s)->toText());
}

void TestSealedValue::opensOnlyWithItsKeyAndPlace()
{
    const auto sealed = SealedValue::seal(SecretString(u"secret"_s), SaltKey, u"credential/a"_s);
    QCOMPARE(sealed->open(SecretString(u"another"_s), u"credential/a"_s).error().kind, ErrorKind::Forbidden);
    QCOMPARE(sealed->open(SaltKey, u"credential/b"_s).error().kind, ErrorKind::Forbidden);
}

void TestSealedValue::noticesEveryChangedBit()
{
    const auto sealed = SealedValue::seal(SecretString(u"secret"_s), SaltKey, u"x"_s);
    const QByteArray bytes = QByteArray::fromBase64(sealed->toText().mid(3).toLatin1());
    for (qsizetype i = 0; i < bytes.size() * 8; ++i) {
        QByteArray changed = bytes;
        changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << (i % 8)));
        const auto read = SealedValue::fromText(u"v1:"_s + QString::fromLatin1(changed.toBase64()));
        QVERIFY(read);
        QVERIFY2(!read->open(SaltKey, u"x"_s), qPrintable(u"bit %1"_s.arg(i)));
    }
}

void TestSealedValue::refusesOtherTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("plain text") << u"sk-1234"_s;
    QTest::newRow("another version") << u"v2:AAAA"_s;
    QTest::newRow("too short") << u"v1:AAAA"_s;
    QTest::newRow("no base64") << u"v1:*****"_s;
}

void TestSealedValue::refusesOtherTexts()
{
    QFETCH(QString, text);
    QCOMPARE(SealedValue::fromText(text).error().kind, ErrorKind::InvalidInput);
}

void TestSealedValue::needsASaltKey()
{
    QCOMPARE(SealedValue::seal(SecretString(u"x"_s), SecretString(), u"x"_s).error().kind,
             ErrorKind::InvalidInput);
}

QTEST_GUILESS_MAIN(TestSealedValue)
#include "tst_sealedvalue.moc"
