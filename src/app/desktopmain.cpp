// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopprogram.h"

#include <widgets/theme/icon.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdlib>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A tour or a measurement starts from nothing, in `scratch`, unless it is told where.
app::DesktopProgram::Options readOptions(const QApplication &application, const QTemporaryDir &scratch)
{
    const QCommandLineOption dataDir(u"data-dir"_s, u"Keep everything in this folder."_s, u"folder"_s,
                                     QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    const QCommandLineOption tour(
        u"tour"_s, u"Play the guided tour, leave its pictures in this folder, and end."_s, u"folder"_s);
    const QCommandLineOption time(u"time-to-usable"_s, u"Say how long the start took, and end."_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Chat, administration and traces for language models behind a gateway."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({dataDir, tour, time});
    parser.process(application);
    const bool leavesNothing = parser.isSet(tour) || parser.isSet(time);
    const QString folder = leavesNothing && !parser.isSet(dataDir) ? scratch.path() : parser.value(dataDir);
    return {folder, parser.value(tour), parser.isSet(time)};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"sekisho"_s);
    QApplication::setApplicationDisplayName(u"Sekisho"_s);
    QApplication::setApplicationVersion(QStringLiteral(SEKISHO_VERSION));
    QApplication::setWindowIcon(widgets::Icon::application());
    QGuiApplication::setDesktopFileName(u"sekisho"_s);
    const QTemporaryDir scratch;
    app::DesktopProgram program(application, readOptions(application, scratch));
    QObject::connect(&program, &app::DesktopProgram::ended, &application,
                     [](int status) { QCoreApplication::exit(status); });
    // Everything that counts is on disk as soon as it is said; waiting for threads that hang would help
    // nobody.
    QObject::connect(&program, &app::DesktopProgram::abandoned, &application,
                     [](int status) { std::_Exit(status); });
    program.start();
    return QApplication::exec();
}
