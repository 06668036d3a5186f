import { dateEtHeure, heure } from '../formats.ts';
import { type Bande, BANDES, bandeDe, dureeEnChiffres, dureeEnMots, resteJusqua } from './durees.ts';
import { useSeconde } from './heure.ts';

type Proprietes = {
  /** Horodate ; nulle : la mesure n'a pas d'echeance. */
  readonly echeance: string | null;
  /** Ce qui expire, dit par le lecteur d'ecran : « Garde à vue de Karim BENALI ». */
  readonly objet?: string;
  readonly taille?: 'grand' | 'normal';
  /** Montre aussi l'heure de l'echeance. */
  readonly avecHeure?: boolean;
};

/**
 * Compte a rebours tabulaire, a l'heure du service : regler le poste ne le change pas. Passe zero, il compte le
 * depassement. La couleur double un texte ; si l'heure du service n'est pas connue, il le dit.
 */
export function CompteARebours({
  echeance,
  objet = 'Échéance',
  taille = 'normal',
  avecHeure = true,
}: Proprietes) {
  const { ms, sure } = useSeconde();
  const reste = resteJusqua(echeance, ms);
  const bande = bandeDe(reste);
  return (
    <span className={`rebours rebours-${bande} rebours-${taille}`}>
      <span className="rebours-chiffres" role="timer" aria-label={`${objet} : ${enMots(reste)}`}>
        <span aria-hidden="true">{enChiffres(reste)}</span>
      </span>
      <span className="rebours-texte">
        <BandeDeTemps bande={bande} />
        {avecHeure && echeance !== null ? (
          <span className="chiffres" title={dateEtHeure(echeance)}>
            {jourOuHeure(echeance, ms)}
          </span>
        ) : null}
        {sure ? null : (
          <span
            className="rebours-doute"
            title="Le service n’a pas encore donné son heure : celle du poste peut différer."
          >
            heure du poste
          </span>
        )}
      </span>
    </span>
  );
}

/** La bande de temps, en texte : rouge sous deux heures, orange sous six. */
export const BandeDeTemps = ({ bande }: { readonly bande: Bande }) => (
  <span className={`bande bande-${bande}`}>{BANDES[bande]}</span>
);

const enChiffres = (reste: number | null): string =>
  reste === null ? '--:--:--' : `${reste <= 0 ? '+' : ''}${dureeEnChiffres(reste)}`;

const enMots = (reste: number | null): string => {
  if (reste === null) return 'sans échéance';
  return reste <= 0 ? `dépassée de ${dureeEnMots(reste)}` : `reste ${dureeEnMots(reste)}`;
};

const JOUR = 86_400_000;

/** `à 08:10`, ou `le 23/11 à 08:10` quand l'echeance n'est pas dans les prochaines heures du meme jour. */
function jourOuHeure(echeance: string, maintenant: number): string {
  const zone = /\[[^\]]+\]$/.exec(echeance)?.[0] ?? '';
  const jour = (ms: number): string => dateEtHeure(new Date(ms).toISOString() + zone).slice(0, 5);
  const cible = dateEtHeure(echeance).slice(0, 5);
  if (cible === jour(maintenant)) return `à ${heure(echeance)}`;
  return cible === jour(maintenant + JOUR)
    ? `demain à ${heure(echeance)}`
    : `le ${cible} à ${heure(echeance)}`;
}
