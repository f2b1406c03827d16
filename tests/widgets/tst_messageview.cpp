// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatsample.h"

#include <widgets/chat/messageview.h>

#include <QDir>
#include <QTest>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

class MessageViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pictures_data();
    void pictures();
};

void MessageViewTest::pictures_data()
{
    QTest::addColumn<ChatStyle>("style");
    QTest::newRow("light") << ChatStyle::light();
    QTest::newRow("dark") << ChatStyle::dark();
}

// Set SEKISHO_PICTURES to a folder to keep the pictures.
void MessageViewTest::pictures()
{
    QFETCH(ChatStyle, style);
    MessageView view;
    view.setChatStyle(style);
    view.resize(900, 1500);
    view.setMessages(sample::conversation());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QImage image = view.grab().toImage();
    QCOMPARE(image.pixelColor(2, 2), style.paper);
    const QString folder = qEnvironmentVariable("SEKISHO_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(
            QDir(folder).filePath(u"chat-%1.png"_s.arg(QLatin1StringView(QTest::currentDataTag())))));
}

Q_DECLARE_METATYPE(ChatStyle)
QTEST_MAIN(MessageViewTest)
#include "tst_messageview.moc"
