// SPDX-License-Identifier: GPL-3.0-or-later
// What a streamed token costs in a conversation of 1,000, 10,000 and 100,000 tokens: CPU time of the process
// for taking it in, laying it out and painting, the worst frame, and memory. Ratios are to the smallest
// conversation.
#include <widgets/chat/messageview.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <ctime>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int tokensPerFrame = 4; // 250 tokens/s at 60 frames/s
constexpr int measuredTokens = 2000;

// A token is about four Latin or one and a half Japanese characters; this cycle has 40 of them.
QStringList tokens(int count)
{
    const QStringList cycle =
        u"今期 の 予算 は **「A案」** です 。 \n\n| 項目 | 金額 |\n |---|---|\n | 人件費 | ¥100 |\n\n - one "
        u"\n- two `code` \n\n"
        "This is a sentence of plain English text with some **bold** words. \n\n ```python\n x "
        "= 1\n print(x)\n ```\n\n ## Heading \n\n and so on . \n\n"_s.split(u' ', Qt::SkipEmptyParts);
    QStringList list;
    for (int i = 0; i < count; ++i)
        list += cycle[i % cycle.size()] + u' ';
    return list;
}

QList<ChatViewMessage> history(int count)
{
    QList<ChatViewMessage> messages;
    constexpr int perMessage = 400;
    const QString text = tokens(perMessage).join(QString());
    for (int i = 0; i < count / perMessage; ++i)
        messages.append({.id = QString::number(i), .author = u"model"_s, .text = text});
    return messages;
}

double cpuMicroseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

long residentKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').at(1).toLong();
    }
    return 0;
}

struct Figures {
    double perToken = 0;   // microseconds of CPU
    double worstFrame = 0; // milliseconds
    double open = 0;       // milliseconds until the conversation was painted
    long memory = 0;       // kilobytes more than before it was opened
};

void frame(MessageView &view)
{
    view.document();
    view.viewport()->repaint();
}

Figures stream(MessageView &view, const QStringList &pieces)
{
    Figures figures;
    const double begin = cpuMicroseconds();
    QElapsedTimer timer;
    for (qsizetype i = 0; i < pieces.size(); i += tokensPerFrame) {
        timer.start();
        for (qsizetype k = i; k < qMin<qsizetype>(i + tokensPerFrame, pieces.size()); ++k)
            view.appendText(u"live"_s, pieces[k]);
        frame(view);
        figures.worstFrame = qMax(figures.worstFrame, double(timer.nsecsElapsed()) / 1e6);
    }
    figures.perToken = (cpuMicroseconds() - begin) / double(pieces.size());
    return figures;
}

// The tokens before those measured are either messages of their own, or the beginning of the same answer.
Figures measure(int conversation, bool oneAnswer)
{
    const long before = residentKilobytes();
    MessageView view;
    view.resize(1000, 800);
    view.show();
    QElapsedTimer timer;
    timer.start();
    view.setMessages(oneAnswer ? QList<ChatViewMessage>() : history(conversation));
    const QString begun = oneAnswer ? tokens(conversation).join(QString()) : QString();
    view.appendMessage({.id = u"live"_s, .author = u"model"_s, .text = begun, .streaming = true});
    frame(view);
    const double open = double(timer.nsecsElapsed()) / 1e6;
    stream(view, tokens(200));
    Figures figures = stream(view, tokens(measuredTokens));
    figures.open = open;
    figures.memory = residentKilobytes() - before;
    return figures;
}

void report(QTextStream &out, const QString &title, bool oneAnswer)
{
    out << title << "\n    tokens   us CPU/token   ratio   worst frame ms   ratio   open ms   memory MB\n";
    Figures first;
    for (const int size : {1000, 10'000, 100'000}) {
        const Figures figures = measure(size, oneAnswer);
        if (size == 1000)
            first = figures;
        out << qSetFieldWidth(10) << size << qSetFieldWidth(15) << figures.perToken << qSetFieldWidth(8)
            << figures.perToken / first.perToken << qSetFieldWidth(17) << figures.worstFrame
            << qSetFieldWidth(8) << figures.worstFrame / first.worstFrame << qSetFieldWidth(10)
            << figures.open << qSetFieldWidth(12) << double(figures.memory) / 1024 << qSetFieldWidth(0)
            << '\n';
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    measure(1000, false); // fonts and caches
    QTextStream out(stdout);
    out.setRealNumberNotation(QTextStream::FixedNotation);
    out.setRealNumberPrecision(2);
    report(out, u"Streaming into a new answer after a conversation of"_s, false);
    report(out, u"Streaming at the end of one answer of"_s, true);
    return 0;
}
