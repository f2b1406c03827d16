// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/leftright.h>

#include <QTest>

#include <latch>
#include <vector>

using sekisho::gateway::LeftRight;

class LeftRightTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChangeIsSeen()
    {
        LeftRight<std::vector<int>> value;
        for (int i = 0; i < 5; ++i) {
            value.write([&](std::vector<int> &numbers) { numbers.push_back(i); });
            QCOMPARE(value.read([](const auto &numbers) { return numbers; }), value.own());
            QCOMPARE(value.own().size(), std::size_t(i) + 1);
        }
    }

    // A writer has to wait for the reader that was there first. Others come, see the new value, and go.
    void readersPassAWriterThatWaits()
    {
        LeftRight<int> value;
        std::latch isInside(1);
        std::latch mayLeave(1);
        int seenInside = -1;
        std::thread reader([&] {
            seenInside = value.read([&](const int &number) {
                isInside.count_down();
                mayLeave.wait();
                return number;
            });
        });
        isInside.wait();
        std::thread writer([&] { value.write([](int &number) { number = 1; }); });
        bool isSeen = false;
        QTRY_VERIFY((isSeen = value.read([](const int &number) { return number; }) == 1));
        mayLeave.count_down();
        reader.join();
        writer.join();
        QCOMPARE(seenInside, 0);
        QCOMPARE(value.own(), 1);
    }

    void noReaderSeesAHalfChange()
    {
        LeftRight<std::vector<int>> value;
        std::atomic<bool> isOver = false;
        std::atomic<int> torn = 0;
        std::vector<std::thread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                while (!isOver)
                    torn += value.read([](const std::vector<int> &numbers) {
                        return !numbers.empty() && numbers.front() != numbers.back();
                    });
            });
        for (int i = 0; i < 3000; ++i)
            value.write([&](std::vector<int> &numbers) { numbers.assign(std::size_t(1 + i % 50), i); });
        isOver = true;
        for (auto &reader : readers)
            reader.join();
        QCOMPARE(torn.load(), 0);
    }
};

QTEST_GUILESS_MAIN(LeftRightTest)
#include "tst_leftright.moc"
