// Joins the words of the article to the rows beside it. Without this script the page still reads.
(() => {
  'use strict';
  document.documentElement.classList.add('js');
  const TAB = { v: 'events', c: 'claims', e: 'who', t: 'when', p: 'where', i: 'issues' };
  const indexes = new WeakMap();
  const pinned = new WeakMap();
  const section = (node) => node.closest('section.reading');

  // Row id to its words ([element, role]) and its row, made when a section is first used.
  function index(of) {
    let made = indexes.get(of);
    if (!made) {
      made = { words: new Map(), rows: new Map() };
      for (const word of of.querySelectorAll('article [data-i]')) {
        for (const part of word.dataset.i.split(' ')) {
          const [id, role] = part.split(':');
          if (!made.words.has(id)) made.words.set(id, []);
          made.words.get(id).push([word, role]);
        }
      }
      for (const row of of.querySelectorAll('[data-id]')) made.rows.set(row.dataset.id, row);
      indexes.set(of, made);
    }
    return made;
  }

  const smooth = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  // Words that are in view already stay where they are, so that the page keeps still.
  function show(node, behavior) {
    if (!node) return;
    const { top, bottom } = node.getBoundingClientRect();
    const panel = section(node).querySelector('.rows').getBoundingClientRect();
    const end = panel.width < innerWidth ? innerHeight : Math.min(innerHeight, panel.top);
    if (top < 0 || bottom > end) node.scrollIntoView({ block: 'center', behavior });
  }

  function dim(of) {
    for (const node of of.querySelectorAll('.on, .near')) {
      node.classList.remove('on', 'near');
      delete node.dataset.role;
    }
  }

  function light(of, id) {
    dim(of);
    if (!id) return;
    const { words, rows } = index(of);
    const row = rows.get(id);
    for (const other of (row?.dataset.also || '').split(' ').filter(Boolean)) {
      for (const [word] of words.get(other) || []) word.classList.add('near');
      rows.get(other)?.classList.add('near');
    }
    let before = null;
    for (const [word, role] of words.get(id) || []) {
      word.classList.remove('near');
      word.classList.add('on');
      // One label for words that stand together in one role.
      if (!(before && before.role === role && before.word.nextSibling === word)) word.dataset.role = role;
      before = { word, role };
    }
    row?.classList.add('on');
  }

  function open(of, tab) {
    of.dataset.tab = tab;
    for (const button of of.querySelectorAll('[role=tab]')) {
      const selected = button.dataset.tab === tab;
      button.setAttribute('aria-selected', selected);
      button.tabIndex = selected ? 0 : -1;
    }
  }

  // The row that some words stand for: one of the open table if there is one, else the narrowest.
  function idOf(word) {
    const ids = word.dataset.i.split(' ').map((part) => part.split(':')[0]).reverse();
    const open = section(word).dataset.tab;
    const tab = open === 'about' ? 'claims' : open;
    return ids.find((id) => TAB[id[0]] === tab) || ids.find((id) => id[0] !== 'p') || ids[0];
  }

  function pin(of, id) {
    const { rows } = index(of);
    for (const row of of.querySelectorAll('[aria-pressed=true]')) row.setAttribute('aria-pressed', 'false');
    if (id) {
      pinned.set(of, id);
      rows.get(id)?.setAttribute('aria-pressed', 'true');
    } else pinned.delete(of);
    history.replaceState(null, '', `#${of.id}${id ? `-${id}` : ''}`);
    light(of, id);
  }

  function showRow(of, id, behavior) {
    if (TAB[id[0]]) open(of, TAB[id[0]]);
    pin(of, id);
    const row = index(of).rows.get(id);
    const panel = row?.closest('.rows');
    if (panel) panel.scrollTo({ top: row.offsetTop - panel.clientHeight / 3, behavior });
  }

  document.addEventListener('click', (event) => {
    const target = event.target;
    const of = section(target);
    if (!of) return;
    const tab = target.closest('[role=tab]');
    const row = target.closest('[data-id]');
    const word = target.closest('article [data-i]');
    const link = target.closest('[data-to]');
    if (link) {
      event.preventDefault();
      pin(of, link.dataset.to);
      show(index(of).words.get(link.dataset.to)?.[0][0], smooth);
    } else if (tab) open(of, tab.dataset.tab);
    else if (row) {
      const id = row.dataset.id;
      if (!getSelection().isCollapsed) return;
      if (pinned.get(of) === id) return pin(of, null);
      pin(of, id);
      show(index(of).words.get(id)?.[0][0], smooth);
    } else if (word) {
      showRow(of, idOf(word), smooth);
    }
  });

  document.addEventListener('pointerover', (event) => {
    const of = section(event.target);
    if (!of) return;
    const row = event.target.closest('[data-id]');
    const word = event.target.closest('article [data-i]');
    const link = event.target.closest('[data-to]');
    light(of, link ? link.dataset.to : row ? row.dataset.id : word ? idOf(word) : pinned.get(of));
  });

  document.addEventListener('focusin', (event) => {
    const row = event.target.closest?.('[data-id], [data-to]');
    if (row) light(section(row), row.dataset.id || row.dataset.to);
  });

  document.addEventListener('keydown', (event) => {
    const of = section(event.target);
    if (!of) return;
    const tab = event.target.closest('[role=tab]');
    const row = event.target.closest('.row');
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const among = (nodes, node) => nodes[(nodes.indexOf(node) + step + nodes.length) % nodes.length];
    if (event.key === 'Escape') pin(of, null);
    else if (tab && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const next = among([...of.querySelectorAll('[role=tab]')], tab);
      open(of, next.dataset.tab);
      next.focus();
    } else if (row && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      among([...row.closest('.panel').querySelectorAll('.row')], row).focus();
    } else if (event.target.matches('.day') && event.key === 'Enter') event.target.click();
  });

  // An address such as #reading-1-v3 opens a row at its words.
  function follow() {
    const [, name, id] = /^#(reading-\d+)-([a-z]+\d*)$/.exec(location.hash) || [];
    const of = name && document.getElementById(name);
    if (!of || !index(of).rows.has(id)) return;
    showRow(of, id, 'auto');
    show(index(of).words.get(id)?.[0][0], 'auto');
  }
  addEventListener('hashchange', follow);
  follow();
})();
