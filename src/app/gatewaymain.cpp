// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaycommandline.h"
#include "gatewayprogram.h"

#include <http/nativesocket.h>

#include <QCoreApplication>
#include <QTextStream>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sekisho-gateway"_s);
    const QStringList arguments = QCoreApplication::arguments();
    const auto readCommand = [arguments] {
        return app::readGatewayCommand(arguments, QProcessEnvironment::systemEnvironment());
    };
    auto command = readCommand();
    // QCoreApplication reads the arguments anew each time, so this is the last time.
    app::hideDatabaseUrl(argc, argv);
    if (!command) {
        QTextStream(stderr) << u"sekisho-gateway: "_s << command.error().detail << u'\n';
        return app::GatewayProgram::BadArguments;
    }
    if (!command->printAndEnd.isEmpty()) {
        QTextStream(stdout) << command->printAndEnd;
        return 0;
    }
    http::raiseDescriptorLimit();
    app::GatewayProgram program;
    QObject::connect(&program, &app::GatewayProgram::ended, &application,
                     [](int status) { QCoreApplication::exit(status); });
    program.start(std::move(command->options), [readCommand]() -> core::Result<gateway::GatewayConfig> {
        auto again = readCommand();
        if (!again)
            return core::fail(again.error());
        return std::move(again->options.config);
    });
    return QCoreApplication::exec();
}
