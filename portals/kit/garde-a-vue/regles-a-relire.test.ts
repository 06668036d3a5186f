import { expect, test } from 'vitest';
import { direLesRegles } from './regles-a-relire.ts';

test('une règle à relire se dit à l’écran, une fois, par son article', () => {
  const citee = (article: string, aVerifier: boolean) => ({ article, aVerifier });
  expect(direLesRegles({ version: 'v2', citees: [citee('63 II CPP', false)] })).toBe('Règles v2');
  const mandat = citee('133-1 et 141-4 CPP', true);
  expect(direLesRegles({ version: 'v2', citees: [mandat, citee('63 II CPP', false), mandat] })).toBe(
    'Règles v2, à relire sur le texte officiel : 133-1 et 141-4 CPP',
  );
});
