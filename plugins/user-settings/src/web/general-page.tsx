import { LookCard } from './look-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import classes from './settings.module.css';

/** Who the user is, and how the portal looks to them. */
export default function GeneralPage() {
  return (
    <div className={classes['cards']}>
      <ProfileCard />
      <LookCard />
    </div>
  );
}
