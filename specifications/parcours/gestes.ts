import type { Page } from 'playwright-core';

/** Ce que chaque page a vu faire, dans l'ordre : « clic Signer », « touche Control+a ». */
const journaux = new WeakMap<Page, string[]>();

/**
 * Fait noter chaque geste de l'utilisateur dans cette page : un clic ou un appui, un accord de touches, un choix
 * de liste ou de fichier. Le texte saisi et le PIN (dans la fenetre de l'agent) ne comptent pas. A poser avant
 * d'ouvrir une adresse ; `ouvrirOnglet` le fait.
 */
export async function noterLesGestes(page: Page): Promise<void> {
  const journal: string[] = [];
  journaux.set(page, journal);
  await page.exposeFunction('noterUnGeste', (geste: string) => void journal.push(geste));
  await page.addInitScript(ecouterLesGestes);
}

/** Une tache et le nombre de gestes qu'elle ne doit pas depasser (interfaces.md, § 6). */
export type Budget = { readonly tache: string; readonly gestes: number };

/** Mene une tache et echoue, gestes a l'appui, si elle en demande plus que permis. Rend ceux qui ont suffi. */
export async function tenirLeBudget(
  page: Page,
  budget: Budget,
  tache: () => Promise<void>,
): Promise<readonly string[]> {
  const journal = journaux.get(page);
  if (!journal) throw new Error('Les gestes de cette page ne sont pas notés : ouvrez-la par ouvrirOnglet.');
  const debut = journal.length;
  await tache();
  // Le dernier geste est rendu par la page de facon asynchrone : on l'attend avant de compter.
  await page.evaluate(() => Reflect.get(globalThis, 'dernierGeste') as unknown);
  const faits = journal.slice(debut);
  if (faits.length === 0) throw new Error(`« ${budget.tache} » : aucun geste vu, le compteur n’écoute pas.`);
  if (faits.length > budget.gestes)
    throw new Error(
      `« ${budget.tache} » : ${faits.length} gestes, ${budget.gestes} permis : ${faits.join(', ')}.`,
    );
  return faits;
}

/** Execute dans la page. La fenetre de l'agent est une autre page : le PIN s'y ecrit sans compter. */
function ecouterLesGestes(): void {
  if (globalThis.window.top !== globalThis.window) return;
  const noter = (geste: string): void => {
    const envoyer = Reflect.get(globalThis, 'noterUnGeste') as (geste: string) => Promise<void>;
    Reflect.set(globalThis, 'dernierGeste', envoyer(geste));
  };
  const nommer = (cible: EventTarget | null): string => {
    const element = cible instanceof Element ? (cible.closest('a,button,label') ?? cible) : null;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().slice(0, 40);
  };
  const saisit = (cible: EventTarget | null): boolean =>
    cible instanceof HTMLTextAreaElement ||
    (cible instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(cible.type)) ||
    (cible instanceof HTMLElement && cible.isContentEditable);
  const DE_SAISIE = /^(.|Backspace|Delete|ArrowLeft|ArrowRight|Home|End)$/u;
  addEventListener('pointerdown', ({ target }) => noter(`clic ${nommer(target)}`), true);
  addEventListener(
    'keydown',
    ({ key, target, ctrlKey, altKey, metaKey, shiftKey, repeat }) => {
      const accord = ctrlKey || altKey || metaKey;
      if (repeat || /^(Control|Alt|Meta|Shift|AltGraph)$/.test(key)) return;
      if (saisit(target) && !accord && DE_SAISIE.test(key)) return;
      const avec = [ctrlKey && 'Control', altKey && 'Alt', metaKey && 'Meta', shiftKey && 'Shift'];
      noter(`touche ${[...avec.filter(Boolean), key].join('+')}`);
    },
    true,
  );
  // `selectOption` et `setInputFiles` ne cliquent pas : leur `change` est un geste.
  addEventListener(
    'change',
    ({ target, isTrusted }) => {
      const liste = target instanceof HTMLSelectElement && !isTrusted;
      if (liste || (target instanceof HTMLInputElement && target.type === 'file'))
        noter(`choix ${nommer(target)}`);
    },
    true,
  );
  addEventListener('drop', () => noter('dépôt'), true);
}
