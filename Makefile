# Nhắc Việc: make run | test | check | fix | bench | lock | clean.  PYTHON=python3.12 chooses another Python, ARGS=… goes to the tool.

PYTHON ?= python3
CONFIG ?= config.toml
ARGS ?=

ifeq ($(OS),Windows_NT)
BIN := var/venv/Scripts
else
BIN := var/venv/bin
endif
VENV_PYTHON := $(BIN)/python

# Nothing that is made by running stands between the sources.
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache

ifeq ($(OS),Windows_NT)
FOUND := $(shell where $(PYTHON) 2>NUL)
else
FOUND := $(shell command -v $(PYTHON) 2>/dev/null)
endif

.PHONY: help run dev test check fix bench lock clean python

help:
	@echo "make run    dựng môi trường (lần đầu) rồi mở Nhắc Việc với $(CONFIG)"
	@echo "make test   chạy các phép thử (ARGS=… chuyển cho pytest)"
	@echo "make check  lint, kiểu, ranh giới giữa các gói, rồi các phép thử"
	@echo "make fix    sửa cách trình bày mã nguồn"
	@echo "make bench  đo tốc độ (ARGS=\"timing_speed feeds\" chỉ đo những mục nêu tên)"
	@echo "make lock   khoá lại phiên bản thư viện sau khi sửa pyproject.toml"
	@echo "make clean  xoá môi trường và bộ nhớ đệm trong var/ (không xoá dữ liệu)"

python:
ifeq ($(strip $(FOUND)),)
	@echo "Không thấy lệnh $(PYTHON). Hãy cài Python 3.11 trở lên, hoặc chỉ rõ: make PYTHON=python3.12 ..." && exit 1
endif

run: python
	@$(PYTHON) scripts/bootstrap.py run
	@$(BIN)/nhacviec --config $(CONFIG) serve

dev: python
	@$(PYTHON) scripts/bootstrap.py dev check

test: python
	@$(PYTHON) scripts/bootstrap.py test
	@$(VENV_PYTHON) -m pytest $(ARGS)

check: dev
	@$(VENV_PYTHON) scripts/check.py $(ARGS)

fix: dev
	@$(VENV_PYTHON) -m ruff check --fix --quiet . ; $(VENV_PYTHON) -m ruff format .

bench: dev
	@$(VENV_PYTHON) -m bench $(ARGS)

lock: dev
	@$(VENV_PYTHON) scripts/lock.py $(ARGS)

clean: python
	@$(PYTHON) scripts/clean.py
