// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/sqlscript.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class SqlScriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("nothing") << u" \n-- only a remark\n"_s << QStringList{};
        QTest::newRow("the last one needs no semicolon") << u"a; b"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("a semicolon in quotes ends nothing")
            << u"insert 'x;''y'; \"a;b\";"_s << QStringList{u"insert 'x;''y'"_s, u"\"a;b\""_s};
        QTest::newRow("comments vanish") << u"a -- b; c\n/* d;\n e */ f;"_s << QStringList{u"a f"_s};
        QTest::newRow("a quote in a comment opens nothing")
            << u"-- it's\na; b"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("a trigger stays whole")
            << u"create trigger t after insert on a begin insert into b values (case when 1 then 2 end); delete from c; end; d;"_s
            << QStringList{
                   u"create trigger t after insert on a begin insert into b values (case when 1 then 2 end); delete from c; end"_s,
                   u"d"_s};
    }

    void splits()
    {
        QFETCH(QString, script);
        QTEST(sekisho::storage::splitStatements(script), "statements");
    }
};

QTEST_GUILESS_MAIN(SqlScriptTest)
#include "tst_sqlscript.moc"
