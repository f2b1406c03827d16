// SPDX-License-Identifier: GPL-3.0-or-later
#include <models/traces/observationtreemodel.h>

#include <QAbstractItemModelTester>
#include <QTest>

using namespace sekisho;
using namespace sekisho::models;
using namespace Qt::Literals::StringLiterals;

/// Trees are written and read as text, one observation a line: "id parent start end".
class ObservationTreeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arranges_data();
    void arranges();
    void rangeCoversEveryObservation();
    void modelIsSound();
    void findsById();

private:
    static QList<client::ObservationInfo> parse(const QString &lines);
    static QString print(const ObservationTreeModel &model, const QModelIndex &parent = {}, int depth = 0);
};

QList<client::ObservationInfo> ObservationTreeTest::parse(const QString &lines)
{
    QList<client::ObservationInfo> observations;
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        const auto words = line.split(u' ');
        client::ObservationInfo info;
        info.id = info.name = words[0];
        info.parentId = words[1] == u"-"_s ? QString() : words[1];
        info.startTime = core::fromMicros(words[2].toLongLong());
        if (words.size() > 3)
            info.endTime = core::fromMicros(words[3].toLongLong());
        observations.append(info);
    }
    return observations;
}

QString ObservationTreeTest::print(const ObservationTreeModel &model, const QModelIndex &parent, int depth)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        text += QString(depth, u'.') + index.data().toString() + u' ' + print(model, index, depth + 1);
    }
    return text;
}

void ObservationTreeTest::arranges_data()
{
    QTest::addColumn<QString>("observations");
    QTest::addColumn<QString>("tree");
    QTest::newRow("children by start time") << "a - 0 9\nc a 5 6\nb a 1 2"
                                            << "a .b .c ";
    QTest::newRow("child before its parent") << "b a 1 2\na - 0 9"
                                             << "a .b ";
    QTest::newRow("missing parent becomes a root") << "a - 0 9\nb lost 1 2"
                                                   << "a b ";
    QTest::newRow("its own parent becomes a root") << "a a 0 9"
                                                   << "a ";
    QTest::newRow("a circle is opened, nothing is lost") << "a b 0 9\nb a 1 2"
                                                         << "a .b ";
    QTest::newRow("empty") << ""
                           << "";
}

void ObservationTreeTest::arranges()
{
    QFETCH(QString, observations);
    ObservationTreeModel model;
    model.setTree(ObservationTree(parse(observations)));
    QTEST(print(model), "tree");
}

void ObservationTreeTest::rangeCoversEveryObservation()
{
    const ObservationTree tree(parse(u"a - 10 20\nb a 5 8\nc a 30"_s));
    QCOMPARE(tree.range().start, core::fromMicros(5));
    QCOMPARE(tree.range().end, core::fromMicros(30));
}

void ObservationTreeTest::modelIsSound()
{
    ObservationTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTree(ObservationTree(parse(u"a - 0 9\nb a 1 2\nc b 1 2\nd - 3 4"_s)));
    model.setTree(ObservationTree());
    QCOMPARE(model.rowCount(), 0);
}

void ObservationTreeTest::findsById()
{
    ObservationTreeModel model;
    model.setTree(ObservationTree(parse(u"a - 0 9\nb a 1 2"_s)));
    QCOMPARE(model.indexOf(u"b"_s).parent(), model.indexOf(u"a"_s));
    QCOMPARE(model.observation(model.indexOf(u"b"_s))->id, u"b"_s);
    QVERIFY(!model.indexOf(u"z"_s).isValid());
}

QTEST_GUILESS_MAIN(ObservationTreeTest)
#include "tst_observationtree.moc"
