@echo off
rem Starts the lessons on Windows: double-click. What is written after start.cmd goes to regional-kit.
rem The first time it makes an environment in .venv and installs the kit there.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
if exist ".venv\installed.txt" goto start

set "PYTHON=py -3"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 goto install
set "PYTHON=python"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 goto install
echo.
echo Python 3.11 eller senare saknas. Installera Python från https://www.python.org/downloads/ och dubbelklicka sedan på start.cmd igen.
echo Python 3.11 or newer is missing. Install it from https://www.python.org/downloads/ and double-click start.cmd again.
goto failed

:install
echo Lektionerna installeras. Det tar några minuter, bara den här gången.
echo The lessons are being installed. It takes a few minutes, this time only.
%PYTHON% -m venv .venv
if errorlevel 1 goto broken
".venv\Scripts\python.exe" -m pip install --disable-pip-version-check -c constraints.txt ".[lab]"
if errorlevel 1 goto broken
echo ok> ".venv\installed.txt"

:start
".venv\Scripts\regional-kit.exe" %*
if errorlevel 1 goto failed
exit /b 0

:broken
echo.
echo Installationen blev inte klar. Kontrollera att datorn är på internet och dubbelklicka på start.cmd igen.
echo The installation was not finished. Check that the computer is online, and double-click start.cmd again.

:failed
if "%~1"=="" pause
exit /b 1
